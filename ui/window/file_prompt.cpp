#include "ui/window/file_prompt.h"

#include <QFileDialog>

namespace interleave {

SavePrompt desktop_save_prompt() {
    return [](QWidget* parent, const SaveQuestion& question) {
        return QFileDialog::getSaveFileName(parent, question.title, question.suggestion, question.filters);
    };
}

} // namespace interleave
