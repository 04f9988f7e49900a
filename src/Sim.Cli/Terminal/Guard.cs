using System;
using System.IO;
using System.Runtime.InteropServices;
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

        // A second Ctrl-C ends the process at once. SIGTERM is how schedulers and CI end a run: it cleans up as well.
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = !source.IsCancellationRequested;
            source.Cancel();
        }

        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            return command(source.Token);
        }
        catch (AggregateException faults)
        {
            // Of several hosts that failed at the same time the first speaks for all.
            return Told(faults.Flatten().InnerExceptions[0], source.IsCancellationRequested);
        }
        catch (Exception fault)
        {
            return Told(fault, source.IsCancellationRequested);
        }
    }

    private static int Told(Exception fault, bool interrupted)
    {
        switch (fault)
        {
            case InputException input:
                Print(input);
                return ExitCode.BadInput;
            case OperationCanceledException when interrupted:
                Console.Error.WriteLine("sim: interrupted; nothing unfinished was left behind");
                return ExitCode.Interrupted;
            case IOException or UnauthorizedAccessException:
                Console.Error.WriteLine("sim: " + fault.Message.Trim());
                return ExitCode.BadInput;
            case OutOfMemoryException:
                Console.Error.WriteLine("sim: out of memory; take fewer VMs, a shorter duration or a coarser interval, or a larger machine");
                return ExitCode.BadInput;
            default:
                return Broken(fault);
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
