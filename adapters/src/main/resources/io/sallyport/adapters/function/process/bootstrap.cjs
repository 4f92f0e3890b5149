'use strict';
// Runs a Lambda handler for Node.js: asks the runtime API for one event after the other. Ends when the API is gone.
const http = require('node:http');
const fs = require('node:fs');
const path = require('node:path');
const { pathToFileURL } = require('node:url');

const env = process.env;
const [host, port] = env.AWS_LAMBDA_RUNTIME_API.split(':');
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
const ROOT = '/2018-06-01/runtime/';

function ask(method, target, body, then) {
  const options = { host, port, agent, method, path: ROOT + target };
  const payload = body === undefined ? undefined : Buffer.from(body, 'utf8');
  if (payload) options.headers = { 'Content-Type': 'application/json', 'Content-Length': payload.length };
  const request = http.request(options, (response) => {
    const parts = [];
    response.on('data', (part) => parts.push(part));
    response.on('end', () => then(response, Buffer.concat(parts).toString('utf8')));
    response.on('error', () => process.exit(0));
  });
  request.on('error', () => process.exit(0));
  request.end(payload);
}

class StartError extends Error {
  constructor(type, message) {
    super(message);
    this.name = type;
  }
}

function described(error) {
  if (error instanceof Error || (error && typeof error === 'object' && typeof error.message === 'string')) {
    return {
      errorType: String(error.name || 'Error'),
      errorMessage: String(error.message),
      trace: String(error.stack || '').split('\n'),
    };
  }
  let text;
  try {
    text = String(error);
  } catch {
    text = 'an error that has no text';
  }
  return { errorType: typeof error, errorMessage: text, trace: [] };
}

function find(root) {
  if (fs.existsSync(root) && fs.statSync(root).isFile()) return root;
  return ['.js', '.mjs', '.cjs'].map((end) => root + end).find((file) => fs.existsSync(file));
}

function packageType(file) {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    const candidate = path.join(folder, 'package.json');
    if (fs.existsSync(candidate)) {
      try {
        return JSON.parse(fs.readFileSync(candidate, 'utf8')).type;
      } catch {
        return undefined;
      }
    }
    if (folder === path.dirname(folder)) return undefined;
  }
}

async function loaded(file) {
  const isModule = file.endsWith('.mjs') || (file.endsWith('.js') && packageType(file) === 'module');
  return isModule ? import(pathToFileURL(file).href) : require(file);
}

async function handlerOf(name) {
  const base = path.basename(name);
  const dot = base.indexOf('.');
  if (dot < 1 || dot === base.length - 1 || name.includes('..')) {
    throw new StartError('Runtime.MalformedHandlerName', 'Bad handler');
  }
  const root = path.resolve(env.LAMBDA_TASK_ROOT, path.dirname(name), base.slice(0, dot));
  const file = find(root);
  if (!file) throw new StartError('Runtime.ImportModuleError', `Error: Cannot find module '${base.slice(0, dot)}'`);
  let module;
  try {
    module = await loaded(file);
  } catch (error) {
    if (error instanceof SyntaxError) throw new StartError('Runtime.UserCodeSyntaxError', String(error));
    if (error && (error.code === 'MODULE_NOT_FOUND' || error.code === 'ERR_MODULE_NOT_FOUND')) {
      throw new StartError('Runtime.ImportModuleError', String(error));
    }
    throw error;
  }
  const names = base.slice(dot + 1).split('.');
  const within = (start) => names.reduce((at, one) => (at === undefined || at === null ? undefined : at[one]), start);
  const handler = within(module) ?? within(module.default);
  if (handler === undefined) {
    throw new StartError('Runtime.HandlerNotFound', `${name} is undefined or not exported`);
  }
  if (typeof handler !== 'function') {
    throw new StartError('Runtime.HandlerNotFound', `${name} is not a function`);
  }
  return handler;
}

// Called when nothing is left to do, which is when a callback's answer is due.
let whenIdle = null;
process.on('beforeExit', () => {
  if (whenIdle) {
    const then = whenIdle;
    whenIdle = null;
    then();
  }
});

let current = null;

function answer(id, error, result) {
  if (current !== id) return;
  current = null;
  whenIdle = null;
  let way = 'response';
  let body;
  if (error === null || error === undefined) {
    try {
      body = JSON.stringify(result);
      if (body === undefined) body = 'null';
    } catch {
      error = new Error('Unable to stringify response body');
    }
  }
  if (body === undefined) {
    way = 'error';
    body = JSON.stringify(described(error));
    console.error(`Invoke Error\t${body}`);
  }
  ask('POST', `invocation/${id}/${way}`, body, next);
}

function contextOf(headers, id, done) {
  const deadline = Number(headers['lambda-runtime-deadline-ms']);
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    awsRequestId: id,
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    identity: undefined,
    clientContext: undefined,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    done,
    fail: (error) => done(error ?? 'handled'),
    succeed: (result) => done(null, result),
  };
}

function invoke(headers, text) {
  const id = headers['lambda-runtime-aws-request-id'];
  current = id;
  if (headers['lambda-runtime-trace-id']) env._X_AMZN_TRACE_ID = headers['lambda-runtime-trace-id'];
  else delete env._X_AMZN_TRACE_ID;
  const context = contextOf(headers, id, (error, result) => answer(id, error, result));
  const callback = (error, result) => {
    if (current !== id) return;
    if (context.callbackWaitsForEmptyEventLoop && !error) whenIdle = () => answer(id, null, result);
    else answer(id, error, result);
  };
  whenIdle = () => answer(id, null, null);
  try {
    const result = handler(JSON.parse(text), context, callback);
    if (result && typeof result.then === 'function') {
      result.then(
        (value) => answer(id, null, value),
        (error) => answer(id, error ?? new Error(String(error))),
      );
    } else if (result !== undefined && handler.length < 3) {
      answer(id, null, result);
    }
  } catch (error) {
    answer(id, error ?? new Error(String(error)));
  }
}

function next() {
  ask('GET', 'invocation/next', undefined, (response, text) => {
    if (response.statusCode === 200) invoke(response.headers, text);
    else process.exit(1);
  });
}

// Something failed outside of the handler's own promise: the process ends, as on Lambda.
function crash(error, type, status) {
  const body = JSON.stringify(type ? { ...described(error), errorType: type, errorMessage: String(error) } : described(error));
  console.error(`Uncaught Exception\t${body}`);
  const target = current ? `invocation/${current}/error` : 'init/error';
  current = null;
  ask('POST', target, body, () => process.exit(status));
}
process.on('uncaughtException', (error) => crash(error, null, 129));
process.on('unhandledRejection', (error) => crash(error, 'Runtime.UnhandledPromiseRejection', 128));

let handler;
handlerOf(env._HANDLER).then(
  (found) => {
    handler = found;
    next();
  },
  (error) => {
    const body = JSON.stringify(described(error));
    console.error(`Init Error\t${body}`);
    ask('POST', 'init/error', body, () => process.exit(1));
  },
);
