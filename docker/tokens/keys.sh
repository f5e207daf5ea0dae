# Key pair and tokens of the Compose topology, by openssl; sourced by service, ../token and ../check-tokens.
# A folder of keys has private/key.pem (whoever reads it may do everything), public/keys.json (RFC 7517, for
# whoever checks tokens) and gate/token (of an auditor, for the query side).

encoded() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }

# The bytes that hexadecimal digits mean.
bytes() { printf "$(sed 's/../\\x&/g')"; }

# key_members FOLDER: the public key as RFC 7638 hashes it
key_members() {
  openssl ec -in "$1/private/key.pem" -pubout -outform DER 2>/dev/null | tail -c 64 | {
    x=$(head -c 32 | encoded)
    y=$(encoded)
    printf '"crv":"P-256","kty":"EC","x":"%s","y":"%s"' "$x" "$y"
  }
}

key_id() { printf '{%s}' "$(key_members "$1")" | openssl dgst -sha256 -binary | encoded; }

# make_keys FOLDER: makes the pair unless it is there, and the set of public keys
make_keys() {
  local folder=$1
  chmod 700 "$folder/private"
  if [ ! -s "$folder/private/key.pem" ]; then
    (umask 077 && openssl ecparam -name prime256v1 -genkey -noout -out "$folder/private/key.draft")
    mv "$folder/private/key.draft" "$folder/private/key.pem"
  fi
  printf '{"keys":[{"alg":"ES256","use":"sig","kid":"%s",%s}]}\n' "$(key_id "$folder")" "$(key_members "$folder")" \
    >"$folder/public/keys.draft"
  mv "$folder/public/keys.draft" "$folder/public/keys.json"
}

# Two numbers in DER as two of 32 bytes: the signature of ES256 (RFC 7518, section 3.4)
fixed_width() {
  openssl asn1parse -inform DER | sed -n 's/.*INTEGER *://p' |
    while read -r number; do printf '%64s' "$number" | tr ' ' 0 | bytes; done
}

# signature FOLDER: of what comes in
signature() { openssl dgst -sha256 -sign "$1/private/key.pem" | fixed_width; }

# signed_token FOLDER SUBJECT ROLES SECONDS: roles with commas between, maybe none
signed_token() {
  local roles content
  roles=$(printf '%s' "$3" | sed 's/[^,][^,]*/"&"/g')
  content=$(printf '{"alg":"ES256","typ":"JWT","kid":"%s"}' "$(key_id "$1")" | encoded)
  content=$content.$(printf '{"iss":"first-served","aud":"first-served","sub":"%s","roles":[%s],"exp":%d}' \
    "$2" "$roles" $(($(date +%s) + $4)) | encoded)
  printf '%s.%s\n' "$content" "$(printf '%s' "$content" | signature "$1" | encoded)"
}
