using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Serialization;
using Sim.CoreEmulator.Debugging;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Machines;
using Sim.CoreEmulator.Programs;

namespace Sim.Cli.Commands;

/// <summary>What a run on the core emulator was like.</summary>
internal static class CoreStatistics
{
    private static readonly JsonSerializerOptions Plain = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Prints instructions, speed, traps, and the mix of instructions.</summary>
    public static void Print(TextWriter output, Machine machine, TimeSpan time, InstructionMix mix)
    {
        ulong retired = Sum(machine, hart => hart.Retired);
        string how = machine.Stepper is null ? "" : " (with --trace; a run without it is many times as fast)";
        output.WriteLine(Line($"instructions  {retired}"));
        output.WriteLine(Line($"seconds       {time.TotalSeconds:0.000}"));
        output.WriteLine(Line($"MIPS          {retired / Math.Max(time.TotalSeconds, 1e-9) / 1e6:0.0}{how}"));
        foreach ((string cause, ulong count) in Traps(machine))
        {
            output.WriteLine(Line($"trap          {count,12}  {cause}"));
        }

        foreach ((CoreEmulator.Isa.Form form, long count) in mix.ByForm)
        {
            output.WriteLine(Line($"form          {count,12}  {100.0 * count / Math.Max(retired, 1),5:0.0} %  {form}"));
        }

        foreach ((CoreEmulator.Isa.Extensions extensions, long count) in mix.ByExtension)
        {
            output.WriteLine(Line($"extension     {count,12}  {100.0 * count / Math.Max(retired, 1),5:0.0} %  {IsaString.List(extensions).Replace(", ", "/", StringComparison.Ordinal)}"));
        }

        output.WriteLine(Line($"extension     {mix.Short,12}  {100.0 * mix.Short / Math.Max(retired, 1),5:0.0} %  C (counted above as what they stand for)"));
    }

    /// <summary>Prints how a run ended, and what was timed, if anything.</summary>
    public static void PrintJson(TextWriter output, Machine machine, RunOutcome outcome, TimeSpan time, object? timing) => output.WriteLine(JsonSerializer.Serialize(
        new
        {
            End = outcome.End.ToString().ToLowerInvariant(),
            outcome.Code,
            outcome.Message,
            Instructions = Sum(machine, hart => hart.Retired),
            Traps = Traps(machine).ToDictionary(trap => trap.Cause, trap => trap.Count, StringComparer.Ordinal),
            Seconds = Math.Round(time.TotalSeconds, 6),
            Timing = timing,
        },
        Plain));

    /// <summary>Prints anything in the same way.</summary>
    public static void PrintJson(TextWriter output, object facts) => output.WriteLine(JsonSerializer.Serialize(facts, Plain));

    private static IEnumerable<(string Cause, ulong Count)> Traps(Machine machine)
    {
        for (int cause = 0; cause < 128; cause++)
        {
            ulong count = Sum(machine, hart => hart.TrapsByCause[cause]);
            if (count > 0)
            {
                yield return (cause < 64 ? ((TrapCause)cause).ToString() : "Interrupt" + (cause - 64).ToString(CultureInfo.InvariantCulture), count);
            }
        }
    }

    private static ulong Sum(Machine machine, Func<Hart, ulong> of) => machine.Harts.Aggregate(0UL, (sum, hart) => sum + of(hart));

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
