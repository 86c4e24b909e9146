// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detailpane.h>

#include <once/glyph.h>
#include <once/logpane.h>
#include <once/placeholder.h>
#include <once/propsmodel.h>
#include <once/theme.h>
#include <once/whyview.h>

#include <QFontDatabase>
#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QScrollArea>
#include <QTreeView>
#include <QVBoxLayout>

namespace once {

using namespace Qt::StringLiterals;

namespace {

QTreeView *jsonTree(PropsModel *model, const QString &name)
{
    auto *tree = new QTreeView;
    tree->setModel(model);
    tree->setAccessibleName(name);
    tree->setFrameShape(QFrame::NoFrame);
    tree->setUniformRowHeights(true);
    tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    tree->header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    tree->header()->resizeSection(PropsModel::Key, 160);
    return tree;
}

QWidget *scrolled(QWidget *content)
{
    auto *area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setBackgroundRole(QPalette::Base);
    area->setFocusPolicy(Qt::StrongFocus);
    area->setAccessibleName(content->accessibleName());
    area->setWidget(content);
    return area;
}

QLabel *errorLabel()
{
    auto *label = new QLabel;
    label->setAccessibleName(DetailPane::tr("Error"));
    label->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    label->setMargin(16);
    return label;
}

// Why it did not succeed, and why its earlier attempts did not.
QString errorsOf(const Run &run)
{
    QStringList errors;
    if (!run.error.isEmpty())
        errors += run.error;
    for (qsizetype i = 0; i < run.attempts.size(); ++i) {
        const Attempt &attempt = run.attempts[i];
        errors += DetailPane::tr("Attempt %1, %2 after %3:\n%4")
                      .arg(QString::number(i + 1), stateWord(attempt.status).toLower(),
                           durationText(attempt.finished - attempt.started), attempt.error);
    }
    return errors.join(u"\n\n"_s);
}

} // namespace

DetailPane::DetailPane(QWidget *parent)
    : QWidget(parent), m_title(new QLabel), m_times(new QLabel), m_tabs(new QTabWidget), m_why(new WhyView),
      m_inputs(new PropsModel(this)), m_result(new PropsModel(this)), m_log(new LogPane),
      m_error(errorLabel())
{
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_times->setForegroundRole(QPalette::PlaceholderText);
    m_times->setTextInteractionFlags(Qt::TextSelectableByMouse);
    for (QLabel *label : {m_title, m_times})
        label->setWordWrap(true); // so that the pane may be narrow
    m_tabs->setDocumentMode(true);
    m_tabs->tabBar()->setAccessibleName(tr("Run detail"));
    m_tabs->setAccessibleName(tr("Run detail"));
    addPage(Why, m_why, tr("Why"));
    addPage(Inputs, jsonTree(m_inputs, tr("Inputs")), tr("Inputs"));
    addPage(Result, jsonTree(m_result, tr("Result")), tr("Result"));
    addPage(Log, m_log, tr("Log"));
    addPage(Error, scrolled(m_error), tr("Error"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    const int indent = 16 + fontMetrics().ascent() + 8; // beside the glyph
    m_title->setContentsMargins(indent, 12, 16, 2);
    m_times->setContentsMargins(indent, 0, 16, 10);
    layout->addWidget(m_title);
    layout->addWidget(m_times);
    layout->addWidget(m_tabs, 1);
    connect(m_why, &WhyView::runActivated, this, &DetailPane::runActivated);
    clear();
}

void DetailPane::addPage(Tab tab, QWidget *content, const QString &title)
{
    m_pages[tab] = new Placeholder(content);
    m_tabs->addTab(m_pages[tab], title);
    m_tabs->setTabToolTip(tab, tr("%1 (%2)").arg(title).arg(tab + 1));
}

void DetailPane::clear()
{
    m_run = 0;
    m_whyText.clear();
    m_title->setText(tr("No run selected"));
    m_times->setText({});
    for (Placeholder *page : m_pages)
        page->showText(tr("Choose a run in the table to see why it ran."));
    update();
}

void DetailPane::setDetail(const RunDetail &detail, const QTimeZone &zone)
{
    m_run = detail.run.id;
    m_status = detail.isSkip ? Status::NotStarted : detail.run.status;
    showHeader(detail, zone);
    m_why->setExplanation(detail.why);
    m_whyText = detail.whyText;
    m_pages[Why]->showContent();
    showInputs(detail.run);
    showResult(detail.run);
    m_log->setLog(detail.run.log);
    if (!detail.run.log.isEmpty())
        m_pages[Log]->showContent();
    else if (isFinished(detail.run.status))
        m_pages[Log]->showText(tr("This run wrote no log lines."));
    else
        m_pages[Log]->showText(tr("The log is kept when the run ends."));
    showError(detail.run);
    update();
}

void DetailPane::showHeader(const RunDetail &detail, const QTimeZone &zone)
{
    const Run &run = detail.run;
    TimeText time(zone);
    time.setNow(QDateTime::currentMSecsSinceEpoch() * 1'000);
    m_title->setText(u"%1  %2"_s.arg(stateWord(m_status), belowRoot(run.work)));
    QStringList facts{tr("Run %1").arg(grouped(run.id))};
    if (run.started != Instant())
        facts.append(time(toMicroseconds(run.started)));
    if (run.duration().count() > 0)
        facts.append(durationText(run.duration()));
    facts.append(tr("tick %1").arg(grouped(run.tick)));
    if (!run.attempts.isEmpty())
        facts.append(tr("attempt %1").arg(run.attempts.size() + 1));
    m_times->setText(facts.join(u"  ·  "_s));
    m_times->setToolTip(time.full(toMicroseconds(run.started)));
}

void DetailPane::showInputs(const Run &run)
{
    const Json props = namedProps(run);
    m_inputs->setJson(props);
    if (props.empty())
        m_pages[Inputs]->showText(tr("This work takes no props."));
    else
        m_pages[Inputs]->showContent();
}

void DetailPane::showResult(const Run &run)
{
    Json result = run.result.toJson();
    if (run.result.isNull() && !run.states.isNull())
        result = run.states.toJson();
    m_result->setJson(result);
    if (!isFinished(run.status))
        m_pages[Result]->showText(tr("The run has not ended yet."));
    else if (run.status != Status::Succeeded)
        m_pages[Result]->showText(tr("The run did not succeed: there is no result."));
    else if (result.is_null())
        m_pages[Result]->showText(tr("`run` returned nothing."));
    else
        m_pages[Result]->showContent();
}

void DetailPane::showError(const Run &run)
{
    m_error->setText(errorsOf(run));
    if (m_error->text().isEmpty())
        m_pages[Error]->showText(isFinished(run.status) ? tr("This run ended without an error.")
                                                        : tr("No error so far."));
    else
        m_pages[Error]->showContent();
}

void DetailPane::showTab(Tab tab) { m_tabs->setCurrentIndex(tab); }

void DetailPane::takeFocus()
{
    QWidget *shown = m_pages.at(std::size_t(m_tabs->currentIndex()))->currentWidget();
    if (!(shown->focusPolicy() & Qt::TabFocus))
        shown = m_tabs->tabBar();
    shown->setFocus(Qt::ShortcutFocusReason);
}

QString DetailPane::emptyText(Tab tab) const { return m_pages[tab]->text(); }

void DetailPane::paintEvent(QPaintEvent *event)
{
    QWidget::paintEvent(event);
    if (m_run == 0)
        return;
    QPainter painter(this);
    const qreal side = fontMetrics().ascent();
    const QRectF where(16, m_title->y() + 12 + (fontMetrics().height() - side) / 2.0, side, side);
    paintGlyph(painter, where, m_status, stateColor(m_status, palette()), palette().color(QPalette::Window));
}

} // namespace once
