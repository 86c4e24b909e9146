// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/logpane.h>

#include <once/logview.h>
#include <once/timetext.h>

#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>

namespace once {

LogPane::LogPane(QWidget *parent)
    : QWidget(parent), m_search(new QLineEdit), m_count(new QLabel), m_view(new LogView)
{
    m_search->setPlaceholderText(tr("Search the log"));
    m_search->setAccessibleName(tr("Search the log"));
    m_search->setClearButtonEnabled(true);
    m_count->setForegroundRole(QPalette::PlaceholderText);
    connect(m_search, &QLineEdit::textChanged, this, &LogPane::search);
    connect(m_search, &QLineEdit::returnPressed, this,
            [this] { step(QGuiApplication::keyboardModifiers() & Qt::ShiftModifier ? -1 : 1); });
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(8, 8, 8, 8);
    bar->addWidget(m_search, 1);
    bar->addWidget(m_count);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(m_view, 1);
}

void LogPane::setLog(const QByteArray &utf8)
{
    m_view->setLog(utf8);
    showCount();
}

void LogPane::search(const QString &text)
{
    m_view->search(text);
    showCount();
}

void LogPane::step(int step)
{
    m_view->goToMatch(step);
    showCount();
}

void LogPane::showCount()
{
    if (m_search->text().isEmpty())
        m_count->setText(counted(m_view->lineCount(), tr("line"), tr("lines")));
    else if (m_view->matchCount() == 0)
        m_count->setText(tr("no match"));
    else
        m_count->setText(
            tr("%1 of %2").arg(grouped(m_view->currentMatch() + 1), grouped(m_view->matchCount())));
}

} // namespace once
