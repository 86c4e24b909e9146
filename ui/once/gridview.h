// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/gridmodel.h>

#include <QTableView>

namespace once {

// The grid as a table: the newest days at the right, where it is first looked at; the names of the works stay in
// sight. Does not own the model.
class GridView : public QTableView
{
    Q_OBJECT

public:
    explicit GridView(GridModel *model, QWidget *parent = nullptr);

    void showNewest();

Q_SIGNALS:
    void dayChosen(const QString &work, QDate day); // a cell with runs, by double click or Enter

protected:
    void updateGeometries() override;
    void focusInEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void setCellSize();
    void open(const QModelIndex &index);

    GridModel *m_model;
    bool m_isAtEnd = true; // and stays there when days come
};

} // namespace once
