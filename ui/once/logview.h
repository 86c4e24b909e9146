// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QAbstractScrollArea>

namespace once {

// The lines of a log. Keeps the bytes and where each line starts, and decodes and paints only the lines
// that are seen: a million lines open as quickly as ten.
class LogView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit LogView(QWidget *parent = nullptr);

    void setLog(const QByteArray &utf8);
    qsizetype lineCount() const { return qsizetype(m_starts.size()); }
    QString line(qsizetype line) const; // invalid UTF-8 is replaced

    // Marks the lines that hold the text, whatever the case of ASCII letters, and goes to the first.
    void search(const QString &text);
    qsizetype matchCount() const { return qsizetype(m_matches.size()); } // lines
    void goToMatch(int step); // 1 is the next, -1 the one before; around the ends
    qsizetype currentMatch() const { return m_currentMatch; } // -1 when there is none

    QString selectedText() const; // of the lines that were dragged over, or of the whole log

public Q_SLOTS:
    void copy() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QByteArrayView bytes(qsizetype line) const;
    void updateScrollBars();
    void reveal(qsizetype line);
    void paintLine(QPainter &painter, qsizetype line, int y) const;
    int lineHeight() const;
    int gutterWidth() const;
    qsizetype lineAt(QPoint position) const;

    QByteArray m_log;
    std::vector<qsizetype> m_starts;
    qsizetype m_longest = 0; // bytes
    QByteArray m_sought; // in lower case
    std::vector<qsizetype> m_matches;
    qsizetype m_currentMatch = -1;
    qsizetype m_anchor = -1, m_head = -1; // selected lines
};

} // namespace once
