"""Makes definitions of any size: one API of many routes, or many APIs. As a program: estates.py FOLDER ROUTES [APIS] [--yaml]."""
import argparse
import json
import re
from pathlib import Path

SERVICES = 40
PLAIN = re.compile(r"[A-Za-z/][A-Za-z0-9_./-]*")
WORDS = {"true", "false", "null", "yes", "no", "on", "off"}


def estate(routes, backend_port, generation=0, title="estate"):
    """A REST API of `routes` methods: four to each resource, three of them HTTP_PROXY with a mapped path and one a mock."""
    paths = {}
    for index in range(routes):
        path, method = place(index)
        paths.setdefault(path, {})[method] = operation(index, backend_port, generation)
    return {"openapi": "3.0.1", "info": {"title": title, "version": "1", "description": f"generation {generation}"}, "paths": paths}


def place(index):
    """Where route `index` stands: the collection and the item of a resource have two methods each."""
    resource, kind = divmod(index, 4)
    collection = f"/service{resource % SERVICES}/items{resource}"
    return (collection, ("get", "post")[kind]) if kind < 2 else (collection + "/{id}", ("get", "delete")[kind - 2])


def request_path(index, stage):
    """A path that route `index` matches, query included where it is the first: its endpoint is what changes with the generation."""
    return f"/{stage}" + place(index)[0].replace("{id}", str(1000 + index))


def readable(routes):
    """The routes a load may call with GET and meet a 200 of the backend or the mock."""
    return [index for index in range(routes) if place(index)[1] == "get"]


def operation(index, backend_port, generation):
    path, method = place(index)
    has_id = path.endswith("{id}")
    if method == "post":
        return {"responses": {"200": {"description": "made"}}, "x-amazon-apigateway-integration": mock(index)}
    integration = {
        "type": "http_proxy",
        "httpMethod": method.upper(),
        "uri": f"http://127.0.0.1:{backend_port}/items{index // 4}" + ("/{id}" if has_id else "") + (f"?generation={generation}" if index == 0 else ""),
        "passthroughBehavior": "when_no_match",
    }
    if has_id:
        integration["requestParameters"] = {"integration.request.path.id": "method.request.path.id"}
    found = {"responses": {"200": {"description": "ok"}}, "x-amazon-apigateway-integration": integration}
    if has_id:
        found["parameters"] = [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}]
    return found


def mock(index):
    return {
        "type": "mock",
        "requestTemplates": {"application/json": '{"statusCode": 200}'},
        "responses": {"default": {"statusCode": "200", "responseTemplates": {"application/json": f'{{"made": {index}}}'}}},
    }


def write(file, document):
    """Writes a document as the ending of the file's name says."""
    text = json.dumps(document, separators=(",", ":")) if file.suffix == ".json" else "\n".join(block(document, 0)) + "\n"
    file.write_text(text)
    return file


def block(value, depth):
    """The lines of a value in YAML's block style."""
    indent = " " * depth
    if isinstance(value, dict):
        for key, child in value.items():
            yield from entry(f"{indent}{scalar(key)}:", child, depth + 1)
    else:
        for child in value:
            lines = list(block(child, depth + 2))
            yield f"{indent}- {lines[0].lstrip()}"
            yield from lines[1:]


def entry(start, child, depth):
    if isinstance(child, (dict, list)):
        yield start
        yield from block(child, depth)
    else:
        yield f"{start} {scalar(child)}"


def scalar(value):
    plain = isinstance(value, str) and PLAIN.fullmatch(value) and value not in WORDS
    return value if plain else json.dumps(value)


def many(folder, apis, routes, backend_port, generation=0):
    """`apis` definitions and the configuration that names them; the first one changes with the generation."""
    files = []
    for number in range(apis):
        title = f"api {number}"
        files.append(write(folder / f"api{number:04}.json", estate(routes, backend_port, generation if number == 0 else 0, title)))
    lines = ["mode: production", "apis:"]
    lines += [f"  - {{file: {file.name}, id: {api_id(number)}, type: rest, stage: x}}" for number, file in enumerate(files)]
    configuration = folder / "sallyport.yaml"
    configuration.write_text("\n".join(lines) + "\n")
    return configuration


def api_id(number):
    return f"api{number:07}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("routes", type=int)
    parser.add_argument("apis", type=int, nargs="?", default=1)
    parser.add_argument("--yaml", action="store_true")
    parser.add_argument("--backend-port", type=int, default=9000)
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    if given.apis > 1:
        print(many(given.folder, given.apis, given.routes, given.backend_port))
    else:
        name = "estate.yaml" if given.yaml else "estate.json"
        print(write(given.folder / name, estate(given.routes, given.backend_port)))


if __name__ == "__main__":
    main()
