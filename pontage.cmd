@echo off
rem Runs Pontage from this checkout on Windows, and builds it when its sources have changed. Nobody has run it yet:
rem what works and what does not, please tell us. The same in sh, with the reasons: pontage.
rem
rem Ends with 10 where there is no JDK, with 11 where the build fails; else as the gateway does.
setlocal EnableExtensions EnableDelayedExpansion
set "HERE=%~dp0"
set "HERE=%HERE:~0,-1%"
set "SERVE=%HERE%\target\serve"
set "FOUND="

if defined JAVA_HOME call :fits "%JAVA_HOME%"
if not defined FOUND for /f "delims=" %%P in ('where javac 2^>nul') do if not defined FOUND for %%B in ("%%~dpP..") do call :fits "%%~fB"
for %%R in ("%ProgramFiles%\Java" "%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Microsoft" "%ProgramFiles%\Zulu" "%ProgramFiles%\Amazon Corretto" "%USERPROFILE%\.jdks" "%USERPROFILE%\.sdkman\candidates\java" "%USERPROFILE%\scoop\apps") do (
  if not defined FOUND if exist "%%~R" for /d %%D in ("%%~R\*") do if not defined FOUND call :fits "%%~fD"
)
if not defined FOUND (
  >&2 echo Pontage needs a JDK 25 or later, and this machine seems to have none.
  >&2 echo.
  >&2 echo   winget install EclipseAdoptium.Temurin.25.JDK
  >&2 echo.
  >&2 echo Or unpack one and set JAVA_HOME to it. Looked in JAVA_HOME, PATH, %ProgramFiles%, .jdks and .sdkman.
  exit /b 10
)
set "JAVA_HOME=%FOUND%"
set "PATH=%JAVA_HOME%\bin;%PATH%"

set "HASH="
for /f "delims=" %%H in ('powershell -NoProfile -Command "Set-Location -LiteralPath $env:HERE; $files = Get-ChildItem dialect\src\main, gateway\src\main, .mvn -Recurse -File; $files += Get-Item pom.xml, dialect\pom.xml, gateway\pom.xml, jvm.options, pontage.cmd; $lines = $files | Sort-Object FullName | ForEach-Object { (Get-FileHash -LiteralPath $_.FullName).Hash + ' ' + $_.FullName.Substring($env:HERE.Length) }; $bytes = [Text.Encoding]::UTF8.GetBytes($lines -join [char]10); [BitConverter]::ToString([Security.Cryptography.SHA256]::Create().ComputeHash($bytes)).Replace('-', '').Substring(0, 16).ToLower()"') do set "HASH=%%H"
if not defined HASH (
  >&2 echo pontage: the sources could not be read
  exit /b 11
)
set "COPY=%SERVE%\%HASH%"
if exist "%COPY%\gateway.jar" goto launch

if not exist "%SERVE%" mkdir "%SERVE%"
set "TOLD="
:lock
2>nul mkdir "%SERVE%\lock.d" && goto build
if not defined TOLD (
  >&2 echo Another build of this checkout is running; waiting for it. If none is, remove %SERVE%\lock.d.
  set "TOLD=1"
)
>nul ping -n 2 127.0.0.1
goto lock

:build
if exist "%COPY%\gateway.jar" goto unlock
>&2 echo Building Pontage: the first time, and when its sources have changed. What it needs comes from Maven Central.
if exist "%SERVE%\build" rmdir /s /q "%SERVE%\build"
pushd "%HERE%"
call "%HERE%\mvnw.cmd" -B -ntp -pl gateway -am -Dserve package > "%SERVE%\build.log" 2>&1
set "BUILT=%ERRORLEVEL%"
popd
if not "%BUILT%"=="0" (
  rmdir "%SERVE%\lock.d"
  >&2 echo The build failed. Maven's last lines, all of which are in %SERVE%\build.log:
  >&2 powershell -NoProfile -Command "Get-Content -LiteralPath ($env:SERVE + '\build.log') -Tail 40"
  exit /b 11
)
set "MAKING=%SERVE%\.making"
if exist "%MAKING%" rmdir /s /q "%MAKING%"
mkdir "%MAKING%\lib"
copy /y "%SERVE%\build\gateway\lib\*.jar" "%MAKING%\lib" >nul
copy /y "%SERVE%\build\gateway\gateway-*.jar" "%MAKING%\gateway.jar" >nul
copy /y "%HERE%\jvm.options" "%MAKING%\jvm.options" >nul
move /y "%MAKING%" "%COPY%" >nul
:unlock
rmdir "%SERVE%\lock.d"

:launch
rem A trailing star takes every jar of a folder; no copy is removed here, since Windows would not let a used one go.
"%JAVA_HOME%\bin\java.exe" "@%COPY%\jvm.options" %PONTAGE_JVM_OPTIONS% -cp "%COPY%\gateway.jar;%COPY%\lib\*" dev.pontage.cli.Main %*
exit /b %ERRORLEVEL%

:fits
if not exist "%~1\bin\javac.exe" exit /b 1
if not exist "%~1\release" exit /b 1
for /f "usebackq tokens=2 delims==" %%V in (`findstr /b "JAVA_VERSION=" "%~1\release"`) do (
  for /f "delims=.-+" %%M in ("%%~V") do if %%M GEQ 25 set "FOUND=%~1"
)
exit /b 0
