// Readers of the YAML (and JSON) files that name what runs, one a format.
//
//     read_compose({"docker-compose.yml", text}, context, out);
//
// Each image that runs by itself has a stack of its own: a service, a container of a pod; what a job installs
// is in the stack of its container. Variables are filled in where the files themselves give them a value.
// Instance types are seen under the keys of `instance_keys`, in any of the formats.
//
// A file that is no YAML (a template, as a rule) is read by its lines: `image: ADDRESS` alone. What
// is said to be in a format by its name and is neither is said to be unread.
#pragma once

#include "observe/text_readers.h"

namespace bestby {

// docker-compose: `image`, `platform`, `build.args`, `environment`; variables of `.env`.
void read_compose(const TextFile& file, const TextContext& context, Observed& out);
// GitHub Actions: `container`, `services`, `uses: docker://`, the versions of setup actions (through the
// matrix too), what `run` installs.
void read_github_actions(const TextFile& file, const TextContext& context, Observed& out);
// GitLab CI: `image`, `services`, what scripts install.
void read_gitlab_ci(const TextFile& file, const TextContext& context, Observed& out);
// CodeBuild: `runtime-versions`, what commands install.
void read_buildspec(const TextFile& file, const TextContext& context, Observed& out);
// Helm: `repository`, `tag` and `registry` beside one another, `image` as a text.
void read_helm_values(const TextFile& file, const TextContext& context, Observed& out);
// Templates as text: `image: "{{ .Values.a }}:{{ .Values.b }}"` with the values of values.yaml.
void read_helm_template(const TextFile& file, const TextContext& context, Observed& out);
// Any other YAML: Kubernetes by `apiVersion` and `kind`, CloudFormation by `Resources`; else what is certain
// by its key.
void read_any_yaml(const TextFile& file, const TextContext& context, Observed& out);
void read_yaml_by_keys(const TextFile& file, const TextContext& context, Observed& out);  // whatever its name
// The same in JSON: CloudFormation, task definitions, requests of SageMaker.
void read_any_json(const TextFile& file, const TextContext& context, Observed& out);
// devcontainer.json, with its comments.
void read_devcontainer(const TextFile& file, const TextContext& context, Observed& out);

}  // namespace bestby
