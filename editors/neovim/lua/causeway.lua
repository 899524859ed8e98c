-- Causeway's language server for Neovim 0.7 and later: findings, code actions and hover in CUDA files, and two commands.
-- SPDX-License-Identifier: Apache-2.0
local M = {}

M.options = {
  cmd = { 'causeway', 'lsp' }, -- the program, and further arguments
  rules = {}, -- your own rule files
  clang_arguments = {}, -- for every file, such as '-Iinclude'
  severity = {}, -- of findings by verdict, if different from the server's: { mapped = 'none', unsupported = 'error' }
  on_attach = nil, -- called with the client and the buffer, for your key maps
}

local fix_all = 'source.fixAll.causeway'
local name = 'causeway'

local function tell(message, level)
  vim.notify('Causeway: ' .. message, level or vim.log.levels.INFO)
end

--- The root folder of a file's project, or the file's own folder.
local function root_of(file)
  local from = vim.fn.fnamemodify(file, ':p:h')
  local upward = vim.fn.fnameescape(from) .. ';'
  local database = vim.fn.findfile('compile_commands.json', upward)
  local git = vim.fn.finddir('.git', upward)
  local found = database ~= '' and database or git
  if found == '' then
    return from
  end
  return vim.fn.fnamemodify(vim.fn.fnamemodify(found, ':p'):gsub('/$', ''), ':h')
end

--- Whether a C or C++ file clearly uses CUDA; the server ignores other C and C++ files.
local function uses_cuda(bufnr)
  local text = table.concat(vim.api.nvim_buf_get_lines(bufnr, 0, -1, false), '\n')
  for _, sign in ipairs({ '__global__', '__device__', '<<<', '#%s*include%s*[<"]cu', '%.cuh[>"]', '%f[%w_]cuda%w+%s*%(', '%f[%w_]cu%u%w*%s*%(' }) do
    if text:find(sign) then
      return true
    end
  end
  return false
end

local function clients()
  local running = (vim.lsp.get_clients or vim.lsp.get_active_clients)()
  return vim.tbl_filter(function(client)
    return client.name == name
  end, running)
end

--- The client that serves a buffer, or nil.
function M.client(bufnr)
  for _, client in ipairs(clients()) do
    if vim.lsp.buf_is_attached(bufnr, client.id) then
      return client
    end
  end
end

-- Functions of a client became methods in 0.11.
local function call(client, method, ...)
  if vim.fn.has('nvim-0.11') == 1 then
    return client[method](client, ...)
  end
  return client[method](...)
end

local function folder_of(root)
  return { uri = vim.uri_from_fname(root), name = vim.fn.fnamemodify(root, ':t') }
end

--- One server serves all projects: it gets each project when its first file is opened.
local function add_folder(client, root)
  client.workspace_folders = client.workspace_folders or {}
  for _, folder in ipairs(client.workspace_folders) do
    if folder.uri == vim.uri_from_fname(root) then
      return
    end
  end
  table.insert(client.workspace_folders, folder_of(root))
  call(client, 'notify', 'workspace/didChangeWorkspaceFolders', { event = { added = { folder_of(root) }, removed = {} } })
end

--- Starts the server for a buffer, or attaches the running server.
function M.attach(bufnr)
  local program = M.options.cmd[1]
  if vim.fn.executable(program) == 0 then
    tell("the program '" .. program .. "' was not found. Install or build it, and name it in setup({ cmd = { PROGRAM, 'lsp' } }).", vim.log.levels.ERROR)
    return
  end
  local root = root_of(vim.api.nvim_buf_get_name(bufnr))
  local settings = {
    rules = M.options.rules,
    clangArguments = M.options.clang_arguments,
    severity = vim.tbl_isempty(M.options.severity) and vim.empty_dict() or M.options.severity,
  }
  local config = {
    name = name,
    cmd = M.options.cmd,
    root_dir = root,
    workspace_folders = { folder_of(root) },
    init_options = settings,
    settings = { causeway = settings },
    on_attach = M.options.on_attach,
    get_language_id = function(_, filetype)
      return filetype == 'cuda' and 'cuda-cpp' or filetype
    end,
  }
  if vim.lsp.start then
    vim.lsp.start(config, {
      bufnr = bufnr,
      reuse_client = function(client)
        if client.name ~= name then
          return false
        end
        add_folder(client, root)
        return true
      end,
    })
    return
  end
  local running = clients()[1]
  if running then
    add_folder(running, root)
    vim.lsp.buf_attach_client(bufnr, running.id)
  elseif M.starting and not vim.lsp.client_is_stopped(M.starting) then
    -- The server has not answered yet, so it cannot accept another folder.
    vim.defer_fn(function()
      if vim.api.nvim_buf_is_valid(bufnr) then
        M.attach(bufnr)
      end
    end, 50)
  else
    M.starting = vim.lsp.start_client(config)
    vim.lsp.buf_attach_client(bufnr, M.starting)
  end
end

--- Migrates everything of a buffer that migrates automatically; one undo reverts it. Returns whether anything changed, or nil
--- and the reason of the failure.
function M.migrate(bufnr, timeout_ms)
  bufnr = (bufnr and bufnr ~= 0) and bufnr or vim.api.nvim_get_current_buf()
  timeout_ms = timeout_ms or 60000
  local client = M.client(bufnr)
  if not client then
    return nil, 'no server serves this buffer (:LspInfo, :checkhealth vim.lsp)'
  end
  local function ask(method, params)
    local answer, problem = call(client, 'request_sync', method, params, timeout_ms, bufnr)
    if not answer then
      return nil, 'the server gave no answer (' .. tostring(problem) .. ')'
    end
    return answer.result, answer.err and answer.err.message
  end
  local actions, problem = ask('textDocument/codeAction', {
    textDocument = { uri = vim.uri_from_bufnr(bufnr) },
    range = { start = { line = 0, character = 0 }, ['end'] = { line = vim.api.nvim_buf_line_count(bufnr), character = 0 } },
    context = { only = { fix_all }, diagnostics = {} },
  })
  if problem then
    return nil, problem
  end
  for _, action in ipairs(actions or {}) do
    if action.kind == fix_all then
      -- The server computes the edit of a whole file on request.
      if not action.edit then
        action, problem = ask('codeAction/resolve', action)
        if not action then
          return nil, problem
        end
      end
      vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
      return true
    end
  end
  return false
end

--- Audits a folder and opens the page in the browser.
function M.audit(folder)
  local page = vim.fn.tempname() .. '.html'
  local said = {}
  local command = { M.options.cmd[1], 'audit', folder, '--html', page }
  for _, file in ipairs(M.options.rules) do
    vim.list_extend(command, { '--rules', file })
  end
  if #M.options.clang_arguments > 0 then
    vim.list_extend(vim.list_extend(command, { '--' }), M.options.clang_arguments)
  end
  tell('auditing ' .. folder .. ' ...')
  vim.fn.jobstart(command, {
    stderr_buffered = true,
    on_stderr = function(_, lines)
      said = lines
    end,
    on_exit = function(_, status)
      if status > 1 then
        tell('the audit failed: ' .. table.concat(said, '\n'), vim.log.levels.ERROR)
      elseif vim.ui.open then
        vim.ui.open(page)
      elseif vim.fn.executable('xdg-open') == 1 then
        vim.fn.jobstart({ 'xdg-open', page }, { detach = true })
      else
        tell('the report is ' .. page)
      end
    end,
  })
end

--- Call it once, with the options that differ from the defaults above.
function M.setup(options)
  M.options = vim.tbl_extend('force', M.options, options or {})
  local group = vim.api.nvim_create_augroup('causeway', {})
  vim.api.nvim_create_autocmd('FileType', {
    group = group,
    pattern = { 'cuda', 'c', 'cpp', 'cmake', 'make' },
    callback = function(event)
      local bufnr = event.buf
      if vim.bo[bufnr].buftype ~= '' then
        return
      end
      local wanted = event.match == 'cuda'
      if event.match == 'cmake' or event.match == 'make' then
        wanted = #clients() > 0 -- a build script alone does not start the server
      elseif not wanted then
        wanted = uses_cuda(bufnr)
      end
      if wanted then
        M.attach(bufnr)
      end
    end,
  })
  vim.api.nvim_create_user_command('CausewayMigrate', function()
    local changed, problem = M.migrate(0)
    if changed == nil then
      tell(problem, vim.log.levels.ERROR)
    elseif not changed then
      tell('no use in this file migrates automatically.')
    end
  end, { desc = 'Migrate every use in this file that migrates automatically' })
  vim.api.nvim_create_user_command('CausewayAudit', function(command)
    M.audit(command.args ~= '' and command.args or vim.fn.getcwd())
  end, { nargs = '?', complete = 'dir', desc = 'Audit a folder (this one), and open the report' })
end

return M
