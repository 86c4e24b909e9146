// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/cacheview.h>

#include <once/banner.h>
#include <once/placeholder.h>
#include <once/plaintable.h>

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QTableView>
#include <QVBoxLayout>

namespace once {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array callWidths{128, 232, 96, 132, 132, 52, 76, 84, 64}; // by column, at 96 dpi

QTableView *tableOf(CacheModel *model)
{
    QTableView *table = plainTable(model, CacheView::tr("Kept calls"), callWidths);
    table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    table->setContextMenuPolicy(Qt::CustomContextMenu);
    table->horizontalHeader()->setSortIndicator(int(CacheColumn::LastUsed), Qt::DescendingOrder);
    table->setSortingEnabled(true);
    return table;
}

} // namespace

CacheView::CacheView(QWidget *parent)
    : QWidget(parent), m_model(new CacheModel(this)), m_table(tableOf(m_model)), m_filter(new QLineEdit), m_totals(new QLabel), m_refusal(new Banner),
      m_page(new Placeholder(m_table)), m_menu(new QMenu(tr("&Call"), this))
{
    m_filter->setPlaceholderText(tr("Filter by function, props, origin or key"));
    m_filter->setAccessibleName(tr("Filter of kept calls"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaximumWidth(360);
    m_totals->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *line = new QHBoxLayout;
    line->setContentsMargins(8, 4, 8, 4);
    line->addWidget(m_filter, 1);
    line->addSpacing(16);
    line->addWidget(m_totals);
    line->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(line);
    layout->addWidget(m_refusal);
    layout->addWidget(m_page, 1);
    makeMenu();
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_model->setFilter(text);
        showEmptiness();
    });
    connect(m_page, &Placeholder::clicked, m_filter, &QLineEdit::clear);
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex &index) {
        const StoredCall *call = m_model->call(index);
        if (call && call->run && !m_model->content().canBeChanged)
            Q_EMIT runChosen(call->run);
    });
    m_page->showText(tr("Reading the calls …"));
}

CacheView::~CacheView()
{
    m_thread.quit();
    m_thread.wait();
}

void CacheView::makeMenu()
{
    const auto add = [this](const QString &text, const QKeySequence &key, auto slot) {
        auto *action = new QAction(text, m_table);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetShortcut);
        m_table->addAction(action);
        m_menu->addAction(action);
        connect(action, &QAction::triggered, this, slot);
        return action;
    };
    m_forget = add(tr("&Forget"), Qt::Key_Delete, &CacheView::forgetChosen);
    m_pin = add(tr("&Pin"), {}, [this] { pinChosen(true); });
    m_unpin = add(tr("&Unpin"), {}, [this] { pinChosen(false); });
    m_copy = add(tr("&Copy the key"), QKeySequence::Copy, &CacheView::copyKey);
    connect(m_menu, &QMenu::aboutToShow, this, &CacheView::offer);
    connect(m_table, &QWidget::customContextMenuRequested, this,
            [this](QPoint at) { menu()->popup(m_table->viewport()->mapToGlobal(at)); });
    offer();
}

void CacheView::open(CacheReader::Opener open)
{
    m_reader = new CacheReader(std::move(open));
    m_reader->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_reader, &QObject::deleteLater);
    connect(m_reader, &CacheReader::contentRead, this, &CacheView::take);
    connect(m_reader, &CacheReader::failed, this, &CacheView::showEmptiness);
    connect(m_reader, &CacheReader::refused, this, [this](const QString &message) { m_refusal->say(message, Banner::Tone::Warning); });
    m_thread.setObjectName(u"cache reader"_s);
    m_thread.start();
    if (isVisible())
        showEvent(nullptr);
}

void CacheView::showEvent(QShowEvent *)
{
    if (m_reader)
        QMetaObject::invokeMethod(m_reader, [reader = m_reader] { reader->setWatching(true); });
}

void CacheView::hideEvent(QHideEvent *)
{
    if (m_reader)
        QMetaObject::invokeMethod(m_reader, [reader = m_reader] { reader->setWatching(false); });
}

void CacheView::takeFocus() { m_table->setFocus(Qt::ShortcutFocusReason); }

QMenu *CacheView::menu() const { return m_menuOfWork && !m_model->content().canBeChanged ? m_menuOfWork : m_menu; }

QString CacheView::totals() const { return m_totals->text(); }

// The chosen call and the place stay, whatever has come above them.
void CacheView::take(const CacheContent &content)
{
    const StoredCall *current = m_model->call(m_table->currentIndex());
    const CallKey key = current ? current->key : CallKey();
    const int place = m_table->verticalScrollBar()->value();
    m_isRead = true;
    m_refusal->say({});
    m_model->setContent(content, std::chrono::floor<Microseconds>(std::chrono::system_clock::now()));
    const QModelIndex again = m_model->indexOf(key);
    m_table->setCurrentIndex(again.isValid() ? again : m_model->index(0, 0));
    m_table->verticalScrollBar()->setValue(place);
    showEmptiness();
    offer();
    Q_EMIT contentShown();
}

void CacheView::showEmptiness(const QString &failure)
{
    m_totals->setText(m_isRead ? m_model->totals() : QString());
    m_totals->setAccessibleName(m_totals->text());
    if (!failure.isEmpty())
        return m_page->showText(failure);
    if (m_model->rowCount() > 0)
        return m_page->showContent();
    if (!m_isRead)
        return;
    if (m_model->content().calls.isEmpty())
        m_page->showText(tr("No call is kept yet. A finished call is, unless the caching of its work is off."));
    else
        m_page->showText(tr("No call matches `%1`.").arg(m_filter->text()), tr("Show all"));
}

QList<const StoredCall *> CacheView::chosen() const
{
    QList<const StoredCall *> calls;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows())
        if (const StoredCall *call = m_model->call(index))
            calls.append(call);
    return calls;
}

void CacheView::offer()
{
    const QList<const StoredCall *> calls = chosen();
    const bool canBeChanged = m_model->content().canBeChanged && !calls.isEmpty();
    m_forget->setText(calls.size() > 1 ? tr("&Forget %1 calls").arg(grouped(calls.size())) : tr("&Forget"));
    m_forget->setEnabled(canBeChanged);
    m_pin->setEnabled(canBeChanged && std::ranges::any_of(calls, [](const StoredCall *call) { return !call->isPinned; }));
    m_unpin->setEnabled(canBeChanged && std::ranges::any_of(calls, &StoredCall::isPinned));
    m_copy->setEnabled(!calls.isEmpty());
}

void CacheView::forgetChosen()
{
    QList<CallKey> keys;
    for (const StoredCall *call : chosen())
        keys.append(call->key);
    if (m_model->content().canBeChanged && !keys.isEmpty())
        QMetaObject::invokeMethod(m_reader, [reader = m_reader, keys] { reader->forget(keys); });
}

void CacheView::pinChosen(bool isPinned)
{
    for (const StoredCall *call : chosen())
        QMetaObject::invokeMethod(m_reader, [reader = m_reader, key = call->key, isPinned] { reader->pin(key, isPinned); });
}

void CacheView::copyKey() const
{
    if (const StoredCall *call = m_model->call(m_table->currentIndex()))
        QGuiApplication::clipboard()->setText(call->key.toHex());
}

QString CacheView::chosenFunction() const
{
    const StoredCall *call = m_model->call(m_table->currentIndex());
    for (const FunctionSummary &function : m_model->content().functions)
        if (call && function.id == call->function)
            return function.name;
    return {};
}

} // namespace once
