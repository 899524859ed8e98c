;;; What Emacs does in the test of emacs.py, on the job that the environment names.  -*- lexical-binding: t; -*-
;; SPDX-License-Identifier: Apache-2.0
(require 'json)
(let* ((job (json-read-file (getenv "CAUSEWAY_JOB")))
       (get (lambda (key) (alist-get key job))))
  (load (funcall get 'config))
  (setq causeway-program (funcall get 'program)
        causeway-server-arguments '("--no-cache")
        eglot-sync-connect 60
        eglot-connect-timeout 60
        make-backup-files nil)
  (find-file (funcall get 'file))
  (unless (eq major-mode 'causeway-cuda-mode)
    (error "The file is opened in %s" major-mode))
  ;; What `eglot-ensure' does when a command ends, which none does here.
  (apply #'eglot (eglot--guess-contact))
  (with-timeout (60 (error "%d diagnostics, where %d are expected"
                           (length (flymake-diagnostics)) (funcall get 'findings)))
    (while (/= (length (flymake-diagnostics)) (funcall get 'findings))
      (accept-process-output nil 0.05)))
  (princ (format "%d diagnostics, as many as causeway migrate has findings\n" (funcall get 'findings)))
  (let ((original (buffer-string))
        (coding-system-for-write 'utf-8-unix))
    (undo-boundary)
    (causeway-migrate-buffer)
    (write-region (point-min) (point-max) (funcall get 'out))
    (undo-boundary)
    (undo-only)
    (unless (string= (buffer-string) original)
      (error "Undo does not give back the original"))
    (princ "the file is carried over, and it can be taken back\n"))
  (set-buffer-modified-p nil)
  (eglot-shutdown (eglot-current-server)))
