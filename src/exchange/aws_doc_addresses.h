// Addresses in AWS's pages: images, wheels, instance types, regions.
//
//     find_addresses("123456789012.dkr.ecr.*region*.amazonaws.com/app:1.2")
//     // one image: account 123456789012, repository app, tag 1.2, <region> for the region
//
// All are linear in the cell; what is not understood is left out, and the caller says so.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bestby::exchange::aws_doc {

// `HOST/REPOSITORY:TAG`. The region of the host becomes `<region>` when it stands between signs.
struct ImageAddress {
  std::string address;
  std::string account;     // twelve digits, or empty
  std::string repository;  // the last part of the path
  std::string tag;
  std::string region;  // as written, when it is a real one
};
std::vector<ImageAddress> find_addresses(std::string_view cell);

// What the address of a wheel says.
struct Wheel {
  std::string url;
  std::string built;                       // a day in the path
  std::string cuda;                        // 11.3
  std::string python;                      // 3.8
  std::string arch;                        // x86_64
  std::string version;                     // of the library
  std::vector<std::string> path_versions;  // other versions in the path
};
std::vector<Wheel> find_wheels(std::string_view cell);

// `ml.p4d.24xlarge`, `c6g.2xlarge`
bool is_instance_type(std::string_view text);
// `eu-west-1`, `us-gov-east-1`
bool is_region(std::string_view text);

}  // namespace bestby::exchange::aws_doc
