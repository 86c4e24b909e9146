// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QHeaderView>

namespace once {

// The works beside the grid, as quiet as the rows of a table.
class WorkHeader : public QHeaderView
{
    Q_OBJECT

public:
    explicit WorkHeader(QWidget *parent = nullptr) : QHeaderView(Qt::Vertical, parent) { }

    QSize sizeHint() const override; // for the longest name, within limits

protected:
    void paintEvent(QPaintEvent *event) override;
    void paintSection(QPainter *painter, const QRect &rect, int section) const override;
};

} // namespace once
