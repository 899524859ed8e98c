-- What Neovim does in the tests of neovim.py: with the configuration of editors/neovim, on the job that the environment
-- names. Progress goes to stdout, a failure there too and the exit status is 1.
-- SPDX-License-Identifier: Apache-2.0
local job = vim.fn.json_decode(vim.fn.readfile(vim.env.CAUSEWAY_JOB))
vim.opt.runtimepath:prepend(job.plugin)
-- What is written is to be the buffer's text and nothing else.
vim.opt.fixendofline = false
vim.opt.swapfile = false
vim.opt.hidden = true
vim.cmd('filetype plugin on')

local causeway = require('causeway')

local function say(text)
  io.stdout:write(text .. '\n')
  io.stdout:flush()
end

local function check(truth, text)
  if not truth then
    error(text, 0)
  end
end

local function wait(what, seconds, condition)
  check(vim.wait(seconds * 1000, condition, 5), 'no ' .. what .. ' after ' .. seconds .. ' s')
end

--- Opens a file as a user would; the server is to serve it.
local function open(file)
  vim.cmd('edit ' .. vim.fn.fnameescape(file))
  local bufnr = vim.api.nvim_get_current_buf()
  local attached = vim.wait(200, function()
    return causeway.client(bufnr) ~= nil
  end, 5)
  if not attached then
    causeway.attach(bufnr) -- a file that says nothing of CUDA itself
    wait('server for ' .. file, 60, function()
      return causeway.client(bufnr) ~= nil
    end)
  end
  return bufnr
end

local function write_to(file)
  vim.cmd('silent keepalt write! ' .. vim.fn.fnameescape(file))
end

--- Every file migrated, and the buffer's text written to the path beside it.
local function migrate_all()
  causeway.setup({ cmd = job.cmd })
  for number, each in ipairs(job.files) do
    local begin = vim.loop.hrtime()
    local bufnr = open(each.file)
    local changed, problem = causeway.migrate(bufnr, 120000)
    check(changed ~= nil, each.file .. ': ' .. tostring(problem))
    write_to(each.out)
    vim.cmd('bwipeout!')
    say(('%3d/%d %s %s: %.2f s'):format(number, #job.files, changed and 'migrated' or 'unchanged', each.file, (vim.loop.hrtime() - begin) / 1e9))
  end
end

--- The text of the buffer, as it would be written.
local function text_of(bufnr)
  return table.concat(vim.api.nvim_buf_get_lines(bufnr, 0, -1, false), '\n') .. '\n'
end

--- Calls for the code actions at a place, and takes the first whose title begins like this.
local function take_action(bufnr, lnum, col, title)
  vim.api.nvim_win_set_cursor(0, { lnum, col })
  -- A script is one undo step, unless it begins another so.
  vim.o.undolevels = vim.o.undolevels
  local offered, before = nil, vim.api.nvim_buf_get_changedtick(bufnr)
  vim.ui.select = function(items, options, choose)
    offered = {}
    for _, item in ipairs(items) do
      local text = options.format_item(item)
      table.insert(offered, text)
      if vim.startswith(text, title) then
        choose(item)
        return
      end
    end
  end
  vim.lsp.buf.code_action()
  wait('code actions', 60, function()
    return offered ~= nil
  end)
  wait(("change by an action '%s...' (offered: %s)"):format(title, table.concat(offered, ' | ')), 10, function()
    return vim.api.nvim_buf_get_changedtick(bufnr) ~= before
  end)
end

--- One file: its diagnostics, one place by a code action, the rest by another, and all of it taken back.
local function act()
  causeway.setup({ cmd = job.cmd })
  local bufnr = open(job.file)
  local original = text_of(bufnr)
  wait('diagnostics', 60, function()
    return #vim.diagnostic.get(bufnr) > 0
  end)
  local places = {}
  for _, diagnostic in ipairs(vim.diagnostic.get(bufnr)) do
    check(diagnostic.source == 'causeway', 'a diagnostic of ' .. tostring(diagnostic.source))
    table.insert(places, ('%d:%d'):format(diagnostic.lnum + 1, diagnostic.col + 1))
  end
  table.sort(places)
  local expected = vim.deepcopy(job.places)
  table.sort(expected)
  check(vim.deep_equal(places, expected), 'diagnostics at ' .. table.concat(places, ' ') .. '\ninstead of at   ' .. table.concat(expected, ' '))
  say(#places .. ' diagnostics, as many as causeway migrate has findings')

  take_action(bufnr, job.one.line, job.one.column - 1, 'Replace ' .. job.one.name)
  check(text_of(bufnr) == job.one.text, 'one place changed gives\n' .. text_of(bufnr))
  say('one place is carried over, and nothing else is touched')

  -- The place that was changed has no finding any more, so another is asked for all.
  take_action(bufnr, job.rest.line, job.rest.column - 1, 'Migrate this file')
  write_to(job.out)
  say('the rest of the file is carried over')

  vim.cmd('silent undo')
  check(text_of(bufnr) == job.one.text, 'undo does not take back the whole file in one step')
  vim.cmd('silent undo')
  check(text_of(bufnr) == original, 'the second undo does not give back the original')
  say('both can be taken back')
end

local ok, problem = pcall(({ migrate_all = migrate_all, act = act })[job.what])
if not ok then
  say('failed: ' .. tostring(problem))
end
for _, client in ipairs((vim.lsp.get_clients or vim.lsp.get_active_clients)()) do
  client.stop()
end
vim.cmd(ok and 'qall!' or 'cquit 1')
