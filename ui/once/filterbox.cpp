// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/filterbox.h>

#include <once/glyph.h>
#include <once/theme.h>

#include <QAction>
#include <QApplication>
#include <QInputMethodEvent>
#include <QTextCharFormat>
#include <QTimer>

namespace once {

using namespace std::chrono_literals;

FilterBox::FilterBox(QWidget *parent) : QLineEdit(parent), m_typing(new QTimer(this))
{
    setPlaceholderText(tr("Filter: state:failed work:prices.* since:7d dur>1m, or any text"));
    setAccessibleName(tr("Filter"));
    setClearButtonEnabled(true);
    addAction(new QAction(symbolIcon(Symbol::Filter), QString(), this), LeadingPosition);
    m_typing->setSingleShot(true);
    m_typing->setInterval(120ms);
    connect(this, &QLineEdit::textChanged, m_typing, qOverload<>(&QTimer::start));
    connect(this, &QLineEdit::returnPressed, this, &FilterBox::apply);
    connect(m_typing, &QTimer::timeout, this, &FilterBox::apply);
}

void FilterBox::setField(const QString &field, const QString &value)
{
    setText(withField(text(), field, value));
    apply();
}

void FilterBox::setSpan(const QString &since, const QString &until)
{
    setText(withField(withField(text(), QStringLiteral("since"), since), QStringLiteral("until"), until));
    apply();
}

void FilterBox::apply()
{
    m_typing->stop();
    const auto now = std::chrono::floor<Microseconds>(std::chrono::system_clock::now());
    const Query query = Query::parse(text(), now, m_zone);
    underline(query.error());
    Q_EMIT mistakeChanged(query.error() ? query.error()->message : QString());
    if (!query.error())
        Q_EMIT queryChanged(query);
}

// QLineEdit takes formats for parts of its text from input methods alone.
void FilterBox::underline(const std::optional<Query::Error> &error)
{
    QList<QInputMethodEvent::Attribute> attributes;
    if (error) {
        QTextCharFormat format;
        format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        format.setUnderlineColor(stateColor(Status::Failed, palette()));
        const int indent =
            int(text().size() - QStringView(text()).trimmed().size()) * text().startsWith(u' ');
        attributes.append({QInputMethodEvent::TextFormat, int(error->position) + indent - cursorPosition(),
                           int(error->length), format});
    }
    QInputMethodEvent event(QString(), attributes);
    QApplication::sendEvent(this, &event);
}

} // namespace once
