// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/cachewindow.h>

#include <once/cacheview.h>

#include <QDir>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenuBar>
#include <QTableView>

namespace once {

using namespace Qt::StringLiterals;

CacheWindow::CacheWindow(const QString &folder) : m_view(new CacheView)
{
    constexpr int propsWidth = 416; // there is nothing beside the table
    setCentralWidget(m_view);
    m_view->table()->horizontalHeader()->resizeSection(int(CacheColumn::Props), propsWidth);
    resize(1200, 700);
    setWindowTitle(tr("%1 – Once").arg(QDir::toNativeSeparators(folder)));
    m_view->open([folder] { return CallCatalog::open(folder); });
    QMenu *window = menuBar()->addMenu(tr("&Window"));
    window->addAction(tr("&Filter"), QKeySequence::Find, m_view->filter(), [this] { m_view->filter()->setFocus(Qt::ShortcutFocusReason); });
    window->addAction(tr("&Close"), QKeySequence::Close, this, &QWidget::close);
    menuBar()->addMenu(m_view->menu());
    m_view->takeFocus();
}

} // namespace once
