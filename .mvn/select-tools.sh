# Sourced by ./mvnw and ./first-served: finds the JDK this project needs, whatever `java` is on PATH.
#
#   select_jdk    sets and exports JAVA_HOME to a JDK of at least $REQUIRED_JDK, or fails with one sentence
#
# Order: FIRST_SERVED_JAVA_HOME, JAVA_HOME, `java` on PATH, then the places where JDKs are usually installed.

REQUIRED_JDK=25

jdk_release() {
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null
}

is_required_jdk() {
  [ -n "$1" ] && [ -x "$1/bin/javac" ] || return 1
  is_required_jdk_release=$(jdk_release "$1")
  [ "${is_required_jdk_release:-0}" -ge "$REQUIRED_JDK" ]
}

select_jdk() {
  select_jdk_on_path=$(command -v java 2>/dev/null || true)
  if [ -n "$select_jdk_on_path" ]; then
    select_jdk_on_path=$(dirname "$(dirname "$(readlink -f "$select_jdk_on_path" 2>/dev/null || echo /none)")")
  fi
  set +f # the candidates below are patterns
  for select_jdk_home in "${FIRST_SERVED_JAVA_HOME-}" "${JAVA_HOME-}" "$select_jdk_on_path" \
    /usr/lib/jvm/* /opt/java/* /opt/jdk* "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if is_required_jdk "$select_jdk_home"; then
      JAVA_HOME=$select_jdk_home
      export JAVA_HOME
      return 0
    fi
  done
  echo "First Served needs a JDK $REQUIRED_JDK or newer: install one (for example Temurin $REQUIRED_JDK) or set FIRST_SERVED_JAVA_HOME to its folder." >&2
  return 1
}
