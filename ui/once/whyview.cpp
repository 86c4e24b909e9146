// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/whyview.h>

#include <once/theme.h>
#include <once/timetext.h>

#include <QEvent>
#include <QRegularExpression>

namespace once {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestValue = 120;

// Every "run 41" becomes a link.
QString linked(const QString &text)
{
    static const QRegularExpression run(u"\\brun (\\d+)"_s);
    return text.toHtmlEscaped().replace(run, u"<a href=\"run:\\1\">run&nbsp;\\1</a>"_s);
}

QString paragraph(const QString &html) { return u"<p style=\"margin:0 0 12px 0\">%1</p>"_s.arg(html); }

QString valueCell(const Json &value, bool isThere, const QColor &ground)
{
    const QString text = isThere ? preview(value, longestValue).toHtmlEscaped() : u"–"_s;
    return u"<td style=\"padding:3px 10px 3px 6px\" bgcolor=\"%1\"><code>%2</code></td>"_s.arg(ground.name(),
                                                                                               text);
}

QString changeRow(const Change &change, const QPalette &palette)
{
    return u"<tr><td style=\"padding:3px 14px 3px 0\"><b>%1</b></td>%2%3</tr>"_s.arg(
        change.path.toHtmlEscaped(),
        valueCell(change.then, change.kind != Change::Kind::Added, removedColor(palette)),
        valueCell(change.now, change.kind != Change::Kind::Removed, addedColor(palette)));
}

QString changesTable(const Explanation &explanation, const QPalette &palette)
{
    const QString muted = palette.color(QPalette::PlaceholderText).name();
    QString rows;
    for (const Change &change : explanation.changes)
        rows += changeRow(change, palette);
    if (!rows.isEmpty())
        rows.prepend(
            u"<tr style=\"color:%1\"><td>%2</td><td style=\"padding-left:6px\">%3</td><td style=\"padding-left:6px\">%4</td></tr>"_s
                .arg(muted, WhyView::tr("prop"), WhyView::tr("then"), WhyView::tr("now")));
    QString html = rows.isEmpty()
        ? QString()
        : u"<table cellspacing=\"2\" style=\"margin:4px 0 10px 0\">%1</table>"_s.arg(rows);
    if (!explanation.same.isEmpty())
        html += paragraph(u"<span style=\"color:%1\">%2</span>"_s.arg(muted,
                                                                      WhyView::tr("%1 same: %2")
                                                                          .arg(explanation.same.size())
                                                                          .arg(explanation.same.join(u", "_s))
                                                                          .toHtmlEscaped()));
    return html;
}

QString causeChain(const QList<RunId> &runs)
{
    if (runs.isEmpty())
        return {};
    QStringList links;
    for (RunId run : runs)
        links.append(linked(u"run %1"_s.arg(run)));
    return paragraph(u"<b>%1</b> %2"_s.arg(WhyView::tr("Caused by"), links.join(u" ← "_s)));
}

} // namespace

QString whyHtml(const Explanation &explanation, const QPalette &palette)
{
    QString html = u"<p style=\"margin:0 0 10px 0; font-size:large; font-weight:600\">%1</p>"_s.arg(
        explanation.question.toHtmlEscaped());
    html += paragraph(linked(explanation.sentence));
    html += changesTable(explanation, palette);
    html += causeChain(explanation.causedBy);
    if (!explanation.now.isEmpty())
        html += paragraph(u"<b>%1</b> %2"_s.arg(WhyView::tr("If called now:"), linked(explanation.now)));
    return html;
}

WhyView::WhyView(QWidget *parent) : QTextBrowser(parent)
{
    setAccessibleName(tr("Why"));
    setFrameShape(QFrame::NoFrame);
    setOpenLinks(false);
    document()->setDocumentMargin(16);
    connect(this, &QTextBrowser::anchorClicked, this, [this](const QUrl &url) {
        if (url.scheme() == "run"_L1)
            Q_EMIT runActivated(url.path().toLongLong());
    });
}

void WhyView::setExplanation(const Explanation &explanation)
{
    m_explanation = explanation;
    setHtml(whyHtml(explanation, palette()));
}

void WhyView::changeEvent(QEvent *event)
{
    QTextBrowser::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_explanation.question.isEmpty())
        setHtml(whyHtml(m_explanation, palette()));
}

} // namespace once
