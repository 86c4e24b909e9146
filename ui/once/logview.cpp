// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/logview.h>

#include <once/theme.h>
#include <once/timetext.h>

#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

namespace once {

namespace {

constexpr int margin = 8;

char folded(char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; }

bool holds(QByteArrayView text, QByteArrayView soughtLower)
{
    return !std::ranges::search(text, soughtLower, {}, folded).empty();
}

} // namespace

LogView::LogView(QWidget *parent) : QAbstractScrollArea(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Log"));
    setFrameShape(QFrame::NoFrame);
    viewport()->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    viewport()->setBackgroundRole(QPalette::Base);
    viewport()->setCursor(Qt::IBeamCursor);
}

void LogView::setLog(const QByteArray &utf8)
{
    m_log = utf8;
    m_starts.clear();
    m_longest = 0;
    m_anchor = m_head = -1;
    for (qsizetype start = 0; start < utf8.size();) {
        qsizetype end = utf8.indexOf('\n', start);
        end = end < 0 ? utf8.size() : end;
        m_starts.push_back(start);
        m_longest = std::max(m_longest, end - start);
        start = end + 1;
    }
    search(QString::fromUtf8(m_sought));
    updateScrollBars();
    viewport()->update();
}

QByteArrayView LogView::bytes(qsizetype line) const
{
    const qsizetype start = m_starts[std::size_t(line)];
    qsizetype end = line + 1 < lineCount() ? m_starts[std::size_t(line) + 1] - 1 : m_log.size();
    if (end > start && m_log[end - 1] == '\n')
        --end;
    if (end > start && m_log[end - 1] == '\r')
        --end;
    return QByteArrayView(m_log).sliced(start, end - start);
}

QString LogView::line(qsizetype line) const { return QString::fromUtf8(bytes(line)); }

void LogView::search(const QString &text)
{
    m_sought = text.toUtf8();
    std::ranges::transform(m_sought, m_sought.begin(), folded);
    m_matches.clear();
    m_currentMatch = -1;
    for (qsizetype line = 0; line < lineCount() && !m_sought.isEmpty(); ++line) {
        if (holds(bytes(line), m_sought))
            m_matches.push_back(line);
    }
    goToMatch(1);
    viewport()->update();
}

void LogView::goToMatch(int step)
{
    if (m_matches.empty())
        return;
    m_currentMatch = (m_currentMatch + step + matchCount()) % matchCount();
    reveal(m_matches[std::size_t(m_currentMatch)]);
    viewport()->update();
}

void LogView::reveal(qsizetype line)
{
    const int first = verticalScrollBar()->value(), page = verticalScrollBar()->pageStep();
    if (line < first || line >= first + page)
        verticalScrollBar()->setValue(int(line) - page / 2);
}

QString LogView::selectedText() const
{
    if (m_anchor < 0)
        return QString::fromUtf8(m_log);
    QStringList lines;
    const auto [first, last] = std::minmax(m_anchor, m_head);
    for (qsizetype i = first; i <= last; ++i)
        lines.append(line(i));
    return lines.join(u'\n') + u'\n';
}

void LogView::copy() const { QGuiApplication::clipboard()->setText(selectedText()); }

int LogView::lineHeight() const { return viewport()->fontMetrics().height() + 2; }

int LogView::gutterWidth() const
{
    return viewport()->fontMetrics().horizontalAdvance(grouped(lineCount())) + 2 * margin;
}

qsizetype LogView::lineAt(QPoint position) const
{
    return std::clamp<qsizetype>(verticalScrollBar()->value() + position.y() / lineHeight(), 0,
                                 lineCount() - 1);
}

void LogView::updateScrollBars()
{
    const int page = std::max(1, viewport()->height() / lineHeight());
    verticalScrollBar()->setPageStep(page);
    verticalScrollBar()->setRange(0, std::max(0, int(lineCount()) - page));
    const int columns = (viewport()->width() - gutterWidth() - margin)
        / std::max(1, viewport()->fontMetrics().averageCharWidth());
    horizontalScrollBar()->setPageStep(std::max(1, columns));
    horizontalScrollBar()->setRange(0, std::max(0, int(m_longest) - columns));
}

void LogView::paintLine(QPainter &painter, qsizetype line, int y) const
{
    const QFontMetrics metrics = painter.fontMetrics();
    const int baseline = y + (lineHeight() + metrics.ascent() - metrics.descent()) / 2;
    const auto [first, last] = std::minmax(m_anchor, m_head);
    const bool isSelected = m_anchor >= 0 && line >= first && line <= last;
    const QRect band(gutterWidth(), y, viewport()->width(), lineHeight());
    if (isSelected)
        painter.fillRect(band, palette().color(QPalette::Highlight));
    else if (std::ranges::binary_search(m_matches, line))
        painter.fillRect(band, addedColor(palette()));
    if (m_currentMatch >= 0 && m_matches[std::size_t(m_currentMatch)] == line)
        painter.fillRect(QRect(gutterWidth() - 3, y, 3, lineHeight()), palette().color(QPalette::Highlight));
    painter.setPen(palette().color(QPalette::PlaceholderText));
    const QString number = grouped(line + 1);
    painter.drawText(gutterWidth() - margin - metrics.horizontalAdvance(number), baseline, number);
    // As many bytes as may be seen: a line of megabytes costs no more than a short one.
    const int skipped = horizontalScrollBar()->value(), columns = horizontalScrollBar()->pageStep() + 1;
    const QByteArrayView seen =
        bytes(line).first(std::min<qsizetype>(bytes(line).size(), 4 * (qsizetype(skipped) + columns)));
    painter.setPen(palette().color(isSelected ? QPalette::HighlightedText : QPalette::Text));
    painter.drawText(gutterWidth() + margin / 2, baseline,
                     QString::fromUtf8(seen).mid(skipped, columns).replace(u'\t', u' '));
}

void LogView::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), palette().color(QPalette::Base));
    painter.fillRect(QRect(0, 0, gutterWidth() - 3, viewport()->height()),
                     palette().color(QPalette::AlternateBase));
    qsizetype at = verticalScrollBar()->value();
    for (int y = 0; y < viewport()->height() && at < lineCount(); y += lineHeight())
        paintLine(painter, at++, y);
}

void LogView::resizeEvent(QResizeEvent *) { updateScrollBars(); }

void LogView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        copy();
    else if (event->key() == Qt::Key_Home)
        verticalScrollBar()->setValue(0);
    else if (event->key() == Qt::Key_End)
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    else
        QAbstractScrollArea::keyPressEvent(event);
}

void LogView::mousePressEvent(QMouseEvent *event)
{
    if (lineCount() == 0 || event->button() != Qt::LeftButton)
        return;
    m_head = lineAt(event->position().toPoint());
    if (!(event->modifiers() & Qt::ShiftModifier) || m_anchor < 0)
        m_anchor = m_head;
    viewport()->update();
}

void LogView::mouseMoveEvent(QMouseEvent *event)
{
    if (m_anchor < 0 || !(event->buttons() & Qt::LeftButton))
        return;
    m_head = lineAt(event->position().toPoint());
    reveal(m_head);
    viewport()->update();
}

void LogView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateScrollBars();
}

} // namespace once
