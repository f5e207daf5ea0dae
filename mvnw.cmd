@REM Maven on Windows: the wrapper's version, downloaded by PowerShell where it is not there yet.
@REM The embedded servers of this project run on Linux; on Windows use WSL, or build and run unit tests only.
@echo off
setlocal
set "PROPERTIES=%~dp0.mvn\wrapper\maven-wrapper.properties"
for /f "tokens=1,* delims==" %%a in (%PROPERTIES%) do if "%%a"=="distributionUrl" set "URL=%%b"
for %%f in ("%URL%") do set "NAME=%%~nf"
set "NAME=%NAME:-bin=%"
set "HOME_DIR=%USERPROFILE%\.m2\wrapper\dists\%NAME%"
if not exist "%HOME_DIR%\bin\mvn.cmd" (
  powershell -NoProfile -Command "$ErrorActionPreference='Stop'; $zip = Join-Path $env:TEMP '%NAME%.zip'; Invoke-WebRequest '%URL%' -OutFile $zip; New-Item -ItemType Directory -Force (Split-Path '%HOME_DIR%') | Out-Null; Expand-Archive $zip (Split-Path '%HOME_DIR%') -Force" || exit /b 1
)
call "%HOME_DIR%\bin\mvn.cmd" %*
exit /b %ERRORLEVEL%
