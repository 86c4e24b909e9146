// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/file.h>
#include <once/panel.h>

#include <QImage>
#include <QPainter>

namespace once {

namespace {

class PicturePanel : public Panel
{
public:
    explicit PicturePanel(const QString &state) : m_state(state.toStdString()) { setAccessibleName(state); }

    void showStates(const Json &states) override
    {
        const Json picture = states.is_object() ? states.value(m_state, Json()) : Json();
        try {
            m_picture = QImage::fromData(picture.is_string() ? picture.get<QByteArray>() : picture.get<File>().read());
        } catch (const std::exception &) { // some other state, or a file that is gone
            m_picture = {};
        }
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        if (m_picture.isNull())
            return;
        QPainter painter(this);
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        QRect place({}, m_picture.size().scaled(size(), Qt::KeepAspectRatio));
        place.moveCenter(rect().center());
        painter.drawImage(place, m_picture);
    }

private:
    std::string m_state;
    QImage m_picture;
};

} // namespace

Panel *picturePanel(const QString &state)
{
    return new PicturePanel(state);
}

} // namespace once
