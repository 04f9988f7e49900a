using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.Linq;
using Sim.Cli.Terminal;
using Sim.CoreEmulator.Programs;
using Sim.CoreEmulator.Timing.Regions;
using Sim.Kernel;

namespace Sim.Cli.Commands;

/// <summary>Options of <c>sim core run</c> on which part of a program is timed.</summary>
internal sealed class CoreRegionOptions
{
    private readonly Option<string?> _from = new("--from") { Description = "Time from here on: a symbol, a hexadecimal address, or marker:N (slti x0, x0, N). What comes before runs untimed.", HelpName = "POINT" };
    private readonly Option<string?> _to = new("--to") { Description = "Time up to before here.", HelpName = "POINT" };
    private readonly Option<long?> _warmUp = new("--warmup") { Description = "Instructions of the timed part that only warm caches, TLBs and predictors.", HelpName = "N" };
    private readonly Option<int?> _passes = new("--passes") { Description = "Times to time it when the program comes by again. Default: 1.", HelpName = "N" };
    private readonly Option<long?> _maxCycles = new("--max-cycles") { Description = "Stop when a core has taken so many cycles, and say where.", HelpName = "N" };
    private readonly Option<string?> _sample = new("--sample") { Description = "Time a sample: UNIT instructions in each PERIOD, behind WARMUP more that are timed and not counted. Default units: 1000,2000.", HelpName = "PERIOD[,UNIT,WARMUP]" };

    private Option[] All => [_from, _to, _warmUp, _passes, _sample, _maxCycles];

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in All)
        {
            command.Add(option);
        }
    }

    /// <summary>What makes no sense, or makes none without timing.</summary>
    public IEnumerable<InputError> Faults(ParseResult parsed, bool isTimed)
    {
        foreach (Option option in isTimed ? [] : All.Where(option => parsed.GetResult(option) is { Implicit: false }))
        {
            yield return new InputError("", 0, 0, $"{option.Name} is about timing; give --core or --timing too");
        }

        foreach (InputError fault in OptionRange.Faults(parsed, _warmUp, 0).Concat(OptionRange.Faults(parsed, _passes, 1)).Concat(OptionRange.Faults(parsed, _maxCycles, 1)))
        {
            yield return fault;
        }

        if (parsed.GetValue(_sample) is not null && (parsed.GetValue(_from) ?? parsed.GetValue(_to)) is not null)
        {
            yield return new InputError("", 0, 0, "--sample is taken of a whole program; --from and --to exclude it");
        }
    }

    /// <summary>Cycles after which to stop.</summary>
    public long MaxCycles(ParseResult parsed) => parsed.GetValue(_maxCycles) ?? long.MaxValue;

    /// <summary>Instructions that only warm.</summary>
    public long WarmUp(ParseResult parsed) => parsed.GetValue(_warmUp) ?? 0;

    /// <summary>The part to time.</summary>
    public RegionOfInterest Region(ParseResult parsed, ElfFile program, ulong maxInstructions) => new()
    {
        From = Point(program, _from, parsed),
        To = Point(program, _to, parsed),
        WarmUp = (ulong)WarmUp(parsed),
        Repeats = parsed.GetValue(_passes) ?? 1,
        MaxInstructions = maxInstructions,
    };

    /// <summary>The sample to take; null for none.</summary>
    public SystematicSampling? Sample(ParseResult parsed)
    {
        if (parsed.GetValue(_sample) is not { } text)
        {
            return null;
        }

        ulong[] numbers = [.. text.Split(',').Select(word => ulong.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number) ? number : 0)];
        return numbers switch
        {
            [> 0 and var period] => new SystematicSampling { Period = period },
            [> 0 and var period, > 0 and var unit, var warmUp] => new SystematicSampling { Period = period, Unit = unit, WarmUp = warmUp },
            _ => throw new InputException($"--sample: '{text}' given; must be PERIOD or PERIOD,UNIT,WARMUP in instructions, such as 1000000,1000,2000"),
        };
    }

    private static RegionPoint? Point(ElfFile program, Option<string?> option, ParseResult parsed) =>
        parsed.GetValue(option) is { } text ? RegionPoint.Parse(program, option.Name, text) : null;
}
