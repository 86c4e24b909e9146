// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/banner.h>

#include <once/theme.h>

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

namespace once {

Banner::Banner(QWidget *parent) : QFrame(parent), m_label(new QLabel)
{
    m_label->setTextFormat(Qt::PlainText);
    m_label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_label->setWordWrap(true);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 6, 12, 6);
    layout->addWidget(m_label, 1);
    hide();
}

void Banner::say(const QString &text, Tone tone)
{
    if (text == m_label->text() && tone == m_tone)
        return;
    m_tone = tone;
    m_label->setText(text);
    setAccessibleName(text);
    setVisible(!text.isEmpty());
    update();
    if (text.isEmpty())
        return;
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

QString Banner::text() const { return m_label->text(); }

void Banner::paintEvent(QPaintEvent *)
{
    const Status sign = m_tone == Tone::Warning ? Status::Failed : Status::NotStarted;
    QPainter painter(this);
    painter.fillRect(rect(),
                     m_tone == Tone::Warning ? removedColor(palette()) : palette().color(QPalette::Button));
    painter.fillRect(QRect(0, 0, 4, height()), stateColor(sign, palette()));
    painter.fillRect(QRect(0, height() - 1, width(), 1), palette().color(QPalette::Mid));
}

} // namespace once
