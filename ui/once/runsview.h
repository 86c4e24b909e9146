// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/runsmodel.h>

#include <QTableView>

class QPushButton;

namespace once {

// The table of runs. Newest first, live: who is at the top sees new runs come in; who has scrolled away
// stays where they are, and a pill says how many have come. Does not own the model.
class RunsView : public QTableView
{
    Q_OBJECT

public:
    explicit RunsView(RunsModel *model, QWidget *parent = nullptr);

    RunId currentRun() const; // 0 when there is none
    void setCurrentRun(RunId id); // does nothing when it is not shown
    void step(int rows); // J and K
    void stepToFailed(int direction); // N and Shift+N
    QString currentRowText() const; // tab-separated, for the clipboard

    bool isFollowing() const { return m_isFollowing; }
    void setFollowing(bool follows); // stay at the top with the newest run selected
    int newRows() const { return m_newRows; } // that have come since the top was left

Q_SIGNALS:
    void currentRunChanged(once::RunId id, bool isSkip);
    void followingChanged(bool follows); // scrolling away ends it

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void keepPlace(int first, int last);
    void scrolled(int value);
    void showPill();
    void goToTop();
    void repaintRunning();
    void makeRoomForWhy();
    void setRowHeight();

    RunsModel *m_model;
    QPushButton *m_pill;
    std::pair<RunId, bool> m_current; // whose change was told
    int m_newRows = 0;
    bool m_isFollowing = false;
};

} // namespace once
