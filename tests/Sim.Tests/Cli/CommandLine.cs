using System;
using System.IO;
using Sim.Tests.Experiments;

namespace Sim.Tests.Cli;

/// <summary>Runs <c>sim</c> within the test and keeps what it prints.</summary>
internal static class CommandLine
{
    /// <summary>A folder for results; one for the whole process.</summary>
    public static string Folder => TrialRun.Folder;

    /// <summary>Runs a command line; the temporary folder is printed as <c>DIR</c>.</summary>
    public static (int Code, string Out, string Error) Sim(params string[] words)
    {
        (TextWriter output, TextWriter error) = (Console.Out, Console.Error);
        using StringWriter newOutput = new() { NewLine = "\n" };
        using StringWriter newError = new() { NewLine = "\n" };
        try
        {
            Console.SetOut(newOutput);
            Console.SetError(newError);
            return (global::Sim.Cli.Program.Main(words), Plain(newOutput), Plain(newError));
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }

    /// <summary>The full path of a name in the temporary folder.</summary>
    public static string At(string name) => TrialRun.At(name);

    /// <summary>A scenario of one VM, written to the temporary folder.</summary>
    public static string Scenario(string name, string more = "")
    {
        string trace = TrialRun.Trace(name + ".csv", ("a", [10, 20, 30]));
        string yaml = $"workload: [ {{ trace: {{ path: {trace} }}, vms: {{ types: [ {{ speed: 1 GHz }} ] }} }} ]\nhosts: [ {{ name: h, type: {TrialRun.Host} }} ]\n{more}";
        return At(TrialRun.Text(name + ".yaml", yaml));
    }

    private static string Plain(StringWriter writer) => writer.ToString()
        .Replace("\r\n", "\n", StringComparison.Ordinal).Replace(Folder, "DIR", StringComparison.Ordinal);
}
