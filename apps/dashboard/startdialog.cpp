// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include "startdialog.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSettings>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostRecent = 12;

QStringList recentFiles() { return QSettings().value(u"recentFiles"_s).toStringList(); }

void setRecentFiles(const QStringList &files)
{
    QSettings().setValue(u"recentFiles"_s, files.first(std::min(files.size(), mostRecent)));
}

} // namespace

StartDialog::StartDialog(QWidget *parent) : QDialog(parent), m_recent(new QListWidget)
{
    setWindowTitle(tr("Once"));
    resize(560, 380);
    for (const QString &file : recentFiles()) {
        if (QFileInfo::exists(file))
            m_recent->addItem(QDir::toNativeSeparators(file));
    }
    m_recent->setAccessibleName(tr("Recent histories"));
    m_recent->setCurrentRow(0);
    connect(m_recent, &QListWidget::itemActivated, this, &StartDialog::openCurrent);
    auto *forget = new QAction(tr("Remove from the list"), m_recent);
    forget->setShortcut(QKeySequence::Delete);
    forget->setShortcutContext(Qt::WidgetShortcut);
    connect(forget, &QAction::triggered, this, &StartDialog::forgetCurrent);
    m_recent->addAction(forget);
    m_recent->setContextMenuPolicy(Qt::ActionsContextMenu);

    const bool isEmpty = m_recent->count() == 0;
    auto *text = new QLabel(
        isEmpty ? tr("No app is running and no history is open. An app shows up here as soon as it starts.")
                : tr("Recent histories"));
    text->setWordWrap(true);
    m_recent->setHidden(isEmpty);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    QPushButton *open = buttons->addButton(tr("Open file…"), QDialogButtonBox::ActionRole);
    open->setShortcut(QKeySequence::Open);
    open->setDefault(isEmpty);
    connect(open, &QPushButton::clicked, this, &StartDialog::openOther);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 20, 20, 16);
    layout->setSpacing(12);
    layout->addWidget(text);
    layout->addWidget(m_recent, 1);
    layout->addWidget(buttons);
}

void StartDialog::remember(const QString &path)
{
    QStringList files = recentFiles();
    const QString absolute = QFileInfo(path).absoluteFilePath();
    files.removeAll(absolute);
    files.prepend(absolute);
    setRecentFiles(files);
}

void StartDialog::openOther()
{
    m_path =
        QFileDialog::getOpenFileName(this, tr("Open a history"), {}, tr("Histories (*.db);;All files (*)"));
    if (!m_path.isEmpty())
        accept();
}

void StartDialog::openCurrent()
{
    m_path = m_recent->currentItem()->text();
    accept();
}

void StartDialog::forgetCurrent()
{
    delete m_recent->currentItem();
    QStringList files;
    for (int row = 0; row < m_recent->count(); ++row)
        files.append(m_recent->item(row)->text());
    setRecentFiles(files);
}
