"""Runs a Lambda handler for Python: asks the runtime API for one event after the other. Ends when the API is gone."""

import http.client
import importlib
import json
import os
import sys
import time
import traceback

ROOT = "/2018-06-01/runtime/"


class Context:
    """What Lambda tells a handler beside its event."""

    identity = None
    client_context = None

    def __init__(self, headers):
        env = os.environ
        self.aws_request_id = headers["Lambda-Runtime-Aws-Request-Id"]
        self.invoked_function_arn = headers["Lambda-Runtime-Invoked-Function-Arn"]
        self.function_name = env["AWS_LAMBDA_FUNCTION_NAME"]
        self.function_version = env["AWS_LAMBDA_FUNCTION_VERSION"]
        self.memory_limit_in_mb = env["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]
        self.log_group_name = env["AWS_LAMBDA_LOG_GROUP_NAME"]
        self.log_stream_name = env["AWS_LAMBDA_LOG_STREAM_NAME"]
        self._deadline_millis = int(headers["Lambda-Runtime-Deadline-Ms"])

    def get_remaining_time_in_millis(self):
        return max(self._deadline_millis - int(time.time() * 1000), 0)


class StartError(Exception):
    def __init__(self, kind, message):
        super().__init__(message)
        self.kind = kind


class Api:
    def __init__(self, address):
        host, port = address.split(":")
        self.connection = http.client.HTTPConnection(host, int(port))

    def ask(self, method, target, body=None):
        headers = {} if body is None else {"Content-Type": "application/json"}
        try:
            self.connection.request(method, ROOT + target, body, headers)
            response = self.connection.getresponse()
            return response, response.read()
        except (OSError, http.client.HTTPException):
            os._exit(0)


def described(error, skip):
    """What Lambda says of an exception; the first `skip` frames are this program's."""
    frames = traceback.extract_tb(error.__traceback__)[skip:]
    kind = error.kind if isinstance(error, StartError) else type(error).__name__
    return {"errorMessage": str(error), "errorType": kind, "stackTrace": traceback.format_list(frames)}


def handler_of(name):
    module_name, dot, function_name = name.rpartition(".")
    if not dot or not module_name or not function_name:
        raise StartError("Runtime.MalformedHandlerName", "Bad handler '%s': not enough values to unpack (expected 2, got 1)" % name)
    try:
        module = importlib.import_module(module_name.replace("/", "."))
    except ImportError as error:
        raise StartError("Runtime.ImportModuleError", "Unable to import module '%s': %s" % (module_name, error))
    except SyntaxError as error:
        raise StartError("Runtime.UserCodeSyntaxError", "Syntax error in module '%s': %s" % (module_name, error))
    if not hasattr(module, function_name):
        raise StartError("Runtime.HandlerNotFound", "Handler '%s' missing on module '%s'" % (function_name, module_name))
    return getattr(module, function_name)


def answer_of(handler, event, context):
    result = handler(event, context)
    try:
        return json.dumps(result, ensure_ascii=False, allow_nan=False).encode("utf-8", "surrogatepass")
    except (TypeError, ValueError, RecursionError) as error:
        raise StartError("Runtime.MarshalError", "Unable to marshal response: %s" % error) from None


def run(api, handler):
    while True:
        response, event = api.ask("GET", "invocation/next")
        if response.status != 200:
            sys.exit(1)
        request_id = response.headers["Lambda-Runtime-Aws-Request-Id"]
        trace = response.headers.get("Lambda-Runtime-Trace-Id")
        if trace:
            os.environ["_X_AMZN_TRACE_ID"] = trace
        else:
            os.environ.pop("_X_AMZN_TRACE_ID", None)
        try:
            answer = answer_of(handler, json.loads(event), Context(response.headers))
            way = "response"
        except Exception as error:
            failure = described(error, 2)
            failure["requestId"] = request_id
            print("[ERROR] %s: %s\n%s" % (failure["errorType"], error, "".join(failure["stackTrace"])), file=sys.stderr)
            answer = json.dumps(failure).encode()
            way = "error"
        api.ask("POST", "invocation/%s/%s" % (request_id, way), answer)


def main():
    api = Api(os.environ["AWS_LAMBDA_RUNTIME_API"])
    # This program's own folder is no place for a function's modules.
    sys.path[0] = os.environ["LAMBDA_TASK_ROOT"]
    try:
        handler = handler_of(os.environ["_HANDLER"])
    except Exception as error:
        failure = described(error, 1)
        print("[ERROR] %s: %s" % (failure["errorType"], error), file=sys.stderr)
        api.ask("POST", "init/error", json.dumps(failure).encode())
        sys.exit(1)
    run(api, handler)


if __name__ == "__main__":
    main()
