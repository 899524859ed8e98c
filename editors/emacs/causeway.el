;;; causeway.el --- CUDA files served by Causeway  -*- lexical-binding: t; -*-

;; SPDX-License-Identifier: Apache-2.0
;; Version: 0.1.0
;; Package-Requires: ((emacs "28.1") (eglot "1.9"))
;; Keywords: languages, tools

;;; Commentary:

;; A mode for CUDA files, which is C++ mode under another name; Causeway's language server in Eglot; and two commands:
;; `causeway-migrate-buffer' and `causeway-audit'.

;;; Code:

(require 'eglot)

(defgroup causeway nil
  "Carry CUDA code to portable C++."
  :group 'languages)

(defcustom causeway-program "causeway"
  "The program `causeway'."
  :type 'string)

(defcustom causeway-server-arguments nil
  "Further arguments of `causeway lsp', such as --rules FILE."
  :type '(repeat string))

;;;###autoload
(define-derived-mode causeway-cuda-mode c++-mode "CUDA"
  "C++ mode for CUDA sources and headers.")

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.cuh?\\'" . causeway-cuda-mode))

(put 'causeway-cuda-mode 'eglot-language-id "cuda-cpp")

(defun causeway--contact (&rest _)
  "The command line of the server, for `eglot-server-programs'."
  (unless (executable-find causeway-program)
    (user-error "The program `%s' was not found: install or build it, and set `causeway-program'"
                causeway-program))
  `(,causeway-program "lsp" ,@causeway-server-arguments))

(add-to-list 'eglot-server-programs '(causeway-cuda-mode . causeway--contact))

(defun causeway-migrate-buffer ()
  "Migrate every use in this buffer that migrates automatically.
One undo takes it back."
  (interactive)
  (eglot-code-actions (point-min) (point-max) "source.fixAll.causeway" t))

(defun causeway-audit (directory)
  "Audit DIRECTORY, and open the report in the browser."
  (interactive "DFolder to audit: ")
  (let ((page (make-temp-file "causeway-audit-" nil ".html"))
        (buffer (get-buffer-create "*causeway audit*")))
    (with-current-buffer buffer
      (let ((inhibit-read-only t)) (erase-buffer)))
    (message "Auditing %s ..." directory)
    (make-process
     :name "causeway-audit" :buffer buffer :noquery t
     :command (list causeway-program "audit" (expand-file-name directory) "--html" page)
     :sentinel (lambda (process _event)
                 (when (memq (process-status process) '(exit signal))
                   ;; Status 1 means that work is left for a person.
                   (if (member (process-exit-status process) '(0 1))
                       (browse-url-of-file page)
                     (pop-to-buffer buffer)))))))

(provide 'causeway)
;;; causeway.el ends here
