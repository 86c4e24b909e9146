// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/explain.h>

#include <QTextBrowser>

namespace once {

// The answer to "why did this run?" as rich text in the palette's colours: the question, one sentence, a
// table of what differs, the chain of causes, and what would happen now. Runs are links "run:41".
QString whyHtml(const Explanation &explanation, const QPalette &palette);

class WhyView : public QTextBrowser
{
    Q_OBJECT

public:
    explicit WhyView(QWidget *parent = nullptr);

    void setExplanation(const Explanation &explanation);

Q_SIGNALS:
    void runActivated(once::RunId run); // a link

protected:
    void changeEvent(QEvent *event) override;

private:
    Explanation m_explanation;
};

} // namespace once
