using System;
using System.Diagnostics;
using System.IO;
using NUnit.Framework;

namespace Sim.Tests.CoreEmulator.Machines;

/// <summary>A program of the host that a test needs: compilers, disassemblers, debuggers.</summary>
internal static class Tool
{
    /// <summary>A folder for what tests compile; one for the whole process.</summary>
    public static string Folder { get; } = Directory.CreateTempSubdirectory("sim-core-").FullName;

    /// <summary>Runs it and gives what it printed. Ignores the test where it is missing, unless external tools are required.</summary>
    public static string Run(string name, string package, params string[] words)
    {
        (int code, string output, string error) = Start(name, package, words);
        Assert.That(code, Is.Zero, $"{name}: {error}");
        return output;
    }

    /// <summary>Runs it, whatever its exit code.</summary>
    public static (int Code, string Output, string Error) Start(string name, string package, params string[] words)
    {
        ProcessStartInfo start = new(name) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false, WorkingDirectory = Folder };
        Array.ForEach(words, start.ArgumentList.Add);
        try
        {
            using Process process = Process.Start(start)!;
            process.StandardInput.Close();
            System.Threading.Tasks.Task<string> error = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output, error.Result);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            string message = $"{name} is missing (Debian package {package})";
            Assert.That(Environment.GetEnvironmentVariable("SIM_REQUIRE_EXTERNAL"), Is.Not.EqualTo("1"), message);
            Assert.Ignore(message);
            throw;
        }
    }

    /// <summary>Writes a file into <see cref="Folder"/> and gives its path.</summary>
    public static string File(string name, string text)
    {
        string path = Path.Combine(Folder, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }
}
