// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/panel.h>

#include <QHeaderView>
#include <QTableWidget>
#include <QVBoxLayout>

namespace once {

namespace {

QString cellText(const Json &value)
{
    return value.is_string() ? value.get<QString>() : value.is_null() ? QString() : preview(value, 200);
}

// In the order in which they are first met.
QStringList columnsOf(const Json &rows)
{
    QStringList columns;
    for (const Json &row : rows) {
        if (!row.is_object())
            continue;
        for (const auto &[key, value] : row.items())
            if (const QString name = QString::fromStdString(key); !columns.contains(name))
                columns.append(name);
    }
    return columns.isEmpty() ? QStringList(QString()) : columns;
}

class TablePanel : public Panel
{
public:
    explicit TablePanel(const QString &state) : m_state(state.toStdString()), m_table(new QTableWidget)
    {
        auto *layout = new QVBoxLayout(this);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->addWidget(m_table);
        m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
        m_table->setFrameShape(QFrame::NoFrame);
        m_table->setAlternatingRowColors(true);
        m_table->verticalHeader()->hide();
        m_table->setAccessibleName(state);
    }

    void showStates(const Json &states) override
    {
        const Json rows = states.is_object() ? states.value(m_state, Json::array()) : Json::array();
        if (!rows.is_array())
            return;
        const QStringList columns = columnsOf(rows);
        m_table->setColumnCount(int(columns.size()));
        m_table->setHorizontalHeaderLabels(columns);
        m_table->setRowCount(int(rows.size()));
        for (int row = 0; row < int(rows.size()); ++row)
            for (int column = 0; column < int(columns.size()); ++column)
                setCell(row, column, valueAt(rows[std::size_t(row)], columns[column]));
    }

private:
    static Json valueAt(const Json &row, const QString &column)
    {
        return row.is_object() ? row.value(column.toStdString(), Json()) : column.isEmpty() ? row : Json();
    }

    void setCell(int row, int column, const Json &value)
    {
        auto *item = new QTableWidgetItem(cellText(value));
        if (value.is_number())
            item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        m_table->setItem(row, column, item);
    }

    std::string m_state;
    QTableWidget *m_table;
};

} // namespace

Panel *tablePanel(const QString &state)
{
    return new TablePanel(state);
}

} // namespace once
