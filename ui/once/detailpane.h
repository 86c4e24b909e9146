// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/historyreader.h>

#include <QTabWidget>

class QLabel;
class QTreeView;

namespace once {

class LogPane;
class Placeholder;
class PropsModel;
class WhyView;

// All there is to know about one run, in tabs: why it ran, what went in, what came out, what it said.
class DetailPane : public QWidget
{
    Q_OBJECT

public:
    enum Tab { Why, Inputs, Result, Log, Error, TabCount };

    explicit DetailPane(QWidget *parent = nullptr);

    void setDetail(const RunDetail &detail, const QTimeZone &zone);
    void clear();
    void showTab(Tab tab);
    void takeFocus(); // to what the current tab shows
    QString whyText() const { return m_whyText; } // empty while there is no run
    QString emptyText(Tab tab) const; // what stands there instead of the content

Q_SIGNALS:
    void runActivated(once::RunId run);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showHeader(const RunDetail &detail, const QTimeZone &zone);
    void showInputs(const Run &run);
    void showResult(const Run &run);
    void showError(const Run &run);
    void addPage(Tab tab, QWidget *content, const QString &title);

    QLabel *m_title, *m_times;
    QTabWidget *m_tabs;
    std::array<Placeholder *, TabCount> m_pages{};
    WhyView *m_why;
    PropsModel *m_inputs, *m_result;
    LogPane *m_log;
    QLabel *m_error;
    QString m_whyText;
    Status m_status = Status::NotStarted;
    RunId m_run = 0;
};

} // namespace once
