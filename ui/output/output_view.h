// SPDX-License-Identifier: GPL-3.0-or-later
// Shows what a recorded program prints.
#pragma once

#include "core/engine/program_output.h"
#include "ui/output/output_decoder.h"

#include <QElapsedTimer>
#include <QPlainTextEdit>

#include <memory>

namespace interleave {

/// A text that can be read, selected and copied. Lines of standard error have a colour and a sign beside
/// them. It may be used on the window's thread only.
class OutputView : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit OutputView(QWidget* parent = nullptr);

    /// Shows another program's output from its beginning, or none, for which `hint` says why.
    void setOutput(std::shared_ptr<const ProgramOutput> output, const QString& hint);
    /// Takes what was printed since the last time, if the view can be seen. While much comes it is not done
    /// each time, so that the window does not stand still.
    void refresh();
    /// Takes all of it, and says below it how the program ended.
    void complete(const QString& ending);
    void setStale(bool stale);

    /// Returns the lines with the sign of their stream: "  text", "E text".
    QString signedText() const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    /// What a line is, as its block's state says.
    enum LineKind { of_output, of_errors, of_window };

    void take();
    void showAll();
    void append(const QList<OutputPiece>& pieces);
    void appendLine(const QString& words);
    void insert(LineKind kind, const QString& text, bool begins_line, QTextCursor& cursor);
    QTextCharFormat formatOf(LineKind kind) const;

    std::shared_ptr<const ProgramOutput> output_;
    OutputDecoder decoder_;
    std::uint64_t taken_ = 0;    ///< bytes of the output
    std::uint64_t left_out_ = 0; ///< of these, before the first that is shown
    QString ending_;             ///< empty while the program runs
    QElapsedTimer since_;        ///< the last time that something was taken
    qint64 cost_ms_ = 0;         ///< of that
    bool stale_ = false;
};

} // namespace interleave
