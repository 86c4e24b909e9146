// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/placeholder.h>

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace once {

Placeholder::Placeholder(QWidget *content, QWidget *parent)
    : QStackedWidget(parent), m_label(new QLabel), m_button(new QPushButton)
{
    m_label->setWordWrap(true);
    m_label->setAlignment(Qt::AlignCenter);
    m_label->setForegroundRole(QPalette::PlaceholderText);
    m_label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_label->setTextFormat(Qt::PlainText);
    m_button->setFocusPolicy(Qt::NoFocus);
    connect(m_button, &QPushButton::clicked, this, &Placeholder::clicked);
    auto *page = new QWidget;
    page->setAutoFillBackground(true);
    page->setBackgroundRole(QPalette::Base);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(24, 24, 24, 24);
    layout->setSpacing(16);
    layout->addStretch();
    layout->addWidget(m_label);
    layout->addWidget(m_button, 0, Qt::AlignHCenter);
    layout->addStretch();
    addWidget(content);
    addWidget(page);
}

void Placeholder::showContent() { setCurrentIndex(0); }

void Placeholder::showText(const QString &text, const QString &button)
{
    m_label->setText(text);
    m_button->setText(button);
    m_button->setVisible(!button.isEmpty());
    m_button->setFocusPolicy(button.isEmpty() ? Qt::NoFocus : Qt::StrongFocus);
    setCurrentIndex(1);
}

QString Placeholder::text() const { return currentIndex() == 1 ? m_label->text() : QString(); }

} // namespace once
