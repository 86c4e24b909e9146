// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/cachemodel.h>

#include <QThread>
#include <QWidget>

class QLabel;
class QLineEdit;
class QMenu;
class QTableView;

namespace once {

class Banner;
class Placeholder;

// The calls that are kept, with what they come to, or why there is none. Calls of a call store can be forgotten and
// pinned; those of an app's history are the app's own. Reads while it is visible.
class CacheView : public QWidget
{
    Q_OBJECT

public:
    explicit CacheView(QWidget *parent = nullptr);
    ~CacheView() override;

    void open(CacheReader::Opener open); // once
    void setZone(const QTimeZone &zone) { m_model->setZone(zone); }
    void setMenu(QMenu *menu) { m_menuOfWork = menu; } // for calls that cannot be changed here
    void takeFocus();

    CacheModel *model() const { return m_model; }
    QTableView *table() const { return m_table; }
    QLineEdit *filter() const { return m_filter; }
    Placeholder *page() const { return m_page; }
    Banner *refusal() const { return m_refusal; }
    QMenu *menu() const; // of the chosen calls, as it would be opened now
    QString totals() const;
    QString chosenFunction() const; // its name or path; empty for none

Q_SIGNALS:
    void runChosen(once::RunId id); // that has made a call, by the user
    void contentShown();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void makeMenu();
    void take(const CacheContent &content);
    void showEmptiness(const QString &failure = {});
    void offer();
    QList<const StoredCall *> chosen() const;
    void forgetChosen();
    void pinChosen(bool isPinned);
    void copyKey() const;

    QThread m_thread;
    CacheReader *m_reader = nullptr; // lives in m_thread, and goes with it
    CacheModel *m_model;
    QTableView *m_table;
    QLineEdit *m_filter;
    QLabel *m_totals;
    Banner *m_refusal;
    Placeholder *m_page;
    QMenu *m_menu, *m_menuOfWork = nullptr;
    QAction *m_forget = nullptr, *m_pin = nullptr, *m_unpin = nullptr, *m_copy = nullptr;
    bool m_isRead = false;
};

} // namespace once
