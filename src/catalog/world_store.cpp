#include "catalog/world_store.h"

namespace bestby {

World WorldStore::world() const {
  World world;
  auto& view = world.columns;
  const auto& own = columns;
  view.bytes = own.bytes;
  view.texts = own.texts;
  view.products = own.products;
  view.nodes = own.nodes;
  view.members = own.members;
  view.references = own.references;
  view.predicates = own.predicates;
  view.facts = own.facts;
  view.scopes = own.scopes;
  view.sources = own.sources;
  view.citations = own.citations;
  view.editions = own.editions;
  view.names = own.names;
  view.other_names = own.other_names;
  view.repositories = own.repositories;
  view.identifiers = own.identifiers;
  view.kinds = own.kinds;
  view.services = own.services;
  view.tag_words = own.tag_words;
  view.name_words = own.name_words;
  view.registries = own.registries;
  view.problems = own.problems;
  view.problem_parts = own.problem_parts;
  view.attributes = own.attributes;
  view.relations = own.relations;
  view.as_of = own.as_of;
  view.addresses.configs = own.addresses.configs;
  view.addresses.scopes = own.addresses.scopes;
  view.addresses.versions = own.addresses.versions;
  view.addresses.rows = own.addresses.rows;
  view.addresses.pairs = own.addresses.pairs;
  view.addresses.words = own.addresses.words;
  view.addresses.rules = own.addresses.rules;
  return world;
}

}  // namespace bestby
