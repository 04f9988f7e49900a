using System;
using System.IO;
using System.Threading;
using Sim.Kernel;

namespace Sim.Cli.Terminal;

/// <summary>Runs a command so that a user never sees a stack trace: every way to fail has its words and its exit code.</summary>
internal static class Guard
{
    /// <summary>Runs the command; Ctrl-C cancels the token.</summary>
    public static int Run(Func<CancellationToken, int> command)
    {
        using CancellationTokenSource source = new();
        ConsoleCancelEventHandler cancel = (_, pressed) =>
        {
            pressed.Cancel = true;
            source.Cancel();
        };
        Console.CancelKeyPress += cancel;
        try
        {
            return command(source.Token);
        }
        catch (InputException fault)
        {
            Print(fault);
            return ExitCode.BadInput;
        }
        catch (OperationCanceledException) when (source.IsCancellationRequested)
        {
            Console.Error.WriteLine("sim: interrupted; nothing unfinished was left behind");
            return ExitCode.Interrupted;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine("sim: " + fault.Message);
            return ExitCode.BadInput;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return Broken(fault);
        }
        finally
        {
            Console.CancelKeyPress -= cancel;
        }
    }

    private static void Print(InputException fault)
    {
        foreach (InputError error in fault.Errors)
        {
            Console.Error.WriteLine("sim: " + error);
        }

        if (fault.Errors.Count > 1)
        {
            Console.Error.WriteLine($"sim: {Numbers.Text(fault.Errors.Count)} faults; nothing was run");
        }
    }

    // A bug in Sim. The place in the code is worth more to us than to the user, so it goes to a file.
    private static int Broken(Exception fault)
    {
        string file = Path.Combine(Path.GetTempPath(), string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"sim-fault-{Environment.ProcessId}.txt"));
        File.WriteAllText(file, fault.ToString());
        Console.Error.WriteLine($"sim: a bug in Sim, not in your input: {fault.Message}");
        Console.Error.WriteLine("sim: to repeat it: " + CommandText.Typed());
        Console.Error.WriteLine($"sim: please report it with {file}");
        return ExitCode.Broken;
    }
}
