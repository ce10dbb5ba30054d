@echo off
rem Starts rulekeeper from an unpacked archive: with the runtime of the archive where it has one, else
rem with JAVA_HOME, else with the java of the PATH. Standard output belongs to the command.
setlocal DisableDelayedExpansion

for %%I in ("%~dp0..") do set "RK_HOME=%%~fI"
set "RK_JAR=%RK_HOME%\lib\rulekeeper.jar"
set "RULEKEEPER_LAUNCHER=%~f0"
rem HotSpot prints its warnings to stdout unless told otherwise.
set "RK_FLAGS=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xlog:disable -Xlog:all=error:stderr -Djdk.console=java.base"

set "RK_JAVA=%RK_HOME%\runtime\bin\java.exe"
if exist "%RK_JAVA%" goto found
if not defined JAVA_HOME goto path
set "RK_JAVA=%JAVA_HOME%\bin\java.exe"
if exist "%RK_JAVA%" goto found
echo rulekeeper: JAVA_HOME is %JAVA_HOME%, which has no bin\java.exe. Set it to a Java 17 or later, or unset it. 1>&2
exit /b 1

:path
set "RK_JAVA="
for %%I in (java.exe) do set "RK_JAVA=%%~$PATH:I"
if defined RK_JAVA goto found
echo rulekeeper: no java on the PATH. Install a Java 17 or later, or set JAVA_HOME. 1>&2
exit /b 1

:found
rem Class data, made once for one jar and one Java in the user's own cache folder, and moved into place
rem whole; without it all works, only slower. A CI job, whose cache is thrown away, does not make it.
set "RK_CACHE=%RULEKEEPER_CACHE%"
if not defined RK_CACHE if defined LOCALAPPDATA set "RK_CACHE=%LOCALAPPDATA%\rulekeeper\cache"
if not defined RK_CACHE goto run
for %%I in ("%RK_JAR%") do set "RK_KEY=%%~zI%%~tI"
for %%I in ("%RK_JAVA%") do set "RK_KEY=%RK_KEY%-%%~zI%%~tI"
for %%I in ("%RK_JAVA%\..\..\lib\modules") do set "RK_KEY=%RK_KEY%-%%~zI"
set "RK_KEY=%RK_KEY::=%"
set "RK_KEY=%RK_KEY:/=%"
set "RK_KEY=%RK_KEY:.=%"
set "RK_KEY=%RK_KEY: =%"
set "RK_ARCHIVE=%RK_CACHE%\%RK_KEY%.jsa"
if exist "%RK_ARCHIVE%" goto run
if defined CI goto run
set "RK_PART=%RK_CACHE%\part-%RANDOM%-%RANDOM%"
mkdir "%RK_PART%" >nul 2>&1 || goto run
xcopy /e /i /q "%RK_HOME%\share\rulekeeper\example" "%RK_PART%\example" >nul 2>&1
"%RK_JAVA%" %RK_FLAGS% -XX:DumpLoadedClassList="%RK_PART%\classes" -jar "%RK_JAR%" lint -C "%RK_PART%\example" <nul >nul 2>&1
"%RK_JAVA%" %RK_FLAGS% -Xshare:dump -XX:SharedClassListFile="%RK_PART%\classes" -XX:SharedArchiveFile="%RK_PART%\archive" -cp "%RK_JAR%" <nul >nul 2>&1
if exist "%RK_PART%\archive" move /y "%RK_PART%\archive" "%RK_ARCHIVE%" >nul 2>&1
rmdir /s /q "%RK_PART%" >nul 2>&1

:run
if defined RK_ARCHIVE if exist "%RK_ARCHIVE%" set RK_FLAGS=%RK_FLAGS% -XX:SharedArchiveFile="%RK_ARCHIVE%"
"%RK_JAVA%" %RK_FLAGS% -jar "%RK_JAR%" %*
exit /b %ERRORLEVEL%
