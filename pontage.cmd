@echo off
rem Runs Pontage from this checkout on Windows. What builds it when its sources have changed: .mvn\Launch.java.
rem
rem Ends with 10 where there is no JDK, with 11 where the build fails; else as the gateway does.
rem No block in parentheses may hold a variable's text: a folder such as "Program Files (x86)" would end it.
setlocal EnableExtensions DisableDelayedExpansion
set "HERE=%~dp0"
set "HERE=%HERE:~0,-1%"

set "FOUND="
if defined JAVA_HOME call :fits "%JAVA_HOME%"
if not defined FOUND for /f "delims=" %%P in ('where javac 2^>nul') do if not defined FOUND for %%B in ("%%~dpP..") do call :fits "%%~fB"
for %%R in ("%ProgramFiles%\Java" "%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Microsoft" "%ProgramFiles%\Zulu" "%ProgramFiles%\Amazon Corretto" "%USERPROFILE%\.jdks" "%USERPROFILE%\.sdkman\candidates\java" "%USERPROFILE%\scoop\apps") do if not defined FOUND call :fitsin "%%~R"
if not defined FOUND goto nojdk
set "JAVA_HOME=%FOUND%"
set "PATH=%JAVA_HOME%\bin;%PATH%"

set "ANSWER=%TEMP%\pontage-%RANDOM%%RANDOM%.txt"
"%JAVA_HOME%\bin\java.exe" "%HERE%\.mvn\Launch.java" "%HERE%" "%ANSWER%"
if errorlevel 1 exit /b 11
set "HASH="
set /p HASH=<"%ANSWER%"
del "%ANSWER%"
set "COPY=%HERE%\target\serve\%HASH%"

rem A trailing star takes every jar of a folder.
"%JAVA_HOME%\bin\java.exe" "@%COPY%\jvm.options" %PONTAGE_JVM_OPTIONS% -cp "%COPY%\gateway.jar;%COPY%\lib\*" dev.pontage.cli.Main %*
exit /b %ERRORLEVEL%

:nojdk
>&2 echo Pontage needs a JDK 25 or later, and this machine seems to have none.
>&2 echo.
>&2 echo   winget install EclipseAdoptium.Temurin.25.JDK
>&2 echo.
>&2 echo Or unpack one and set JAVA_HOME to it. Looked in JAVA_HOME, PATH, %ProgramFiles%, .jdks, .sdkman and scoop.
exit /b 10

:fitsin
for /d %%D in ("%~1\*") do if not defined FOUND call :fits "%%~fD"
exit /b 0

rem Sets FOUND to a JDK that is new enough: with a compiler, and a file "release" that says so.
:fits
if not exist "%~1\bin\javac.exe" exit /b 1
if not exist "%~1\release" exit /b 1
set "MAJOR=0"
for /f "usebackq tokens=1,2 delims==" %%K in ("%~1\release") do if "%%K"=="JAVA_VERSION" call :major %%L
if %MAJOR% GEQ 25 set "FOUND=%~1"
exit /b 0

:major
for /f "tokens=1 delims=.-+" %%M in ("%~1") do set "MAJOR=%%M"
exit /b 0
