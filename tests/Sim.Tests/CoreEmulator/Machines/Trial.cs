using System.IO;
using System.Text;
using Sim.CoreEmulator.Devices;
using Sim.CoreEmulator.Machines;

namespace Sim.Tests.CoreEmulator.Machines;

/// <summary>Runs a small program and keeps what it printed.</summary>
internal static class Trial
{
    /// <summary>A small bare machine.</summary>
    public static MachineOptions Options => new() { Memory = 1 << 20, Translates = false, Watchdog = 20_000_000 };

    /// <summary>Runs a program to its end.</summary>
    public static (RunOutcome Outcome, string Printed) Run(Assembled program, MachineOptions options, ulong steps = ulong.MaxValue, string typed = "")
    {
        using MemoryStream output = new();
        using MemoryStream input = new(Encoding.ASCII.GetBytes(typed));
        using Machine machine = new(program.Program(), options with { Output = output, Input = new StreamInput(input) });
        RunOutcome outcome = machine.Run(steps);
        return (outcome, Encoding.ASCII.GetString(output.ToArray()));
    }
}
