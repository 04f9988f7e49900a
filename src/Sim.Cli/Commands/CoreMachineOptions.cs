using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Sim.Cli.Terminal;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Machines;
using Sim.CoreEmulator.Programs;
using Sim.Kernel;

namespace Sim.Cli.Commands;

/// <summary>Options of the machine that <c>sim core run</c> and <c>sim core gdb</c> share.</summary>
internal sealed class CoreMachineOptions
{
    private const int MostHarts = 64;
    private const ulong LeastMemory = 1 << 20;
    private const ulong MostMemory = 64UL << 30;

    private readonly Option<string?> _arguments = new("--args") { Description = "The program's arguments, in one word: --args \"a b\".", HelpName = "WORDS" };
    private readonly Option<string?> _isa = new("--isa") { Description = "Instruction set, such as rv64gch_zba_zbb. Default: everything.", HelpName = "STRING" };
    private readonly Option<int?> _harts = new("--harts") { Description = "Harts of a bare machine. Default: 1.", HelpName = "N" };
    private readonly Option<string?> _memory = new("--memory") { Description = "Main memory, such as 512M or 4G. Default: 2G.", HelpName = "SIZE" };
    private readonly Option<bool> _linux = new("--linux") { Description = "Run as a Linux process even if it does not look like one." };
    private readonly Option<bool> _interpreter = new("--interpreter") { Description = "Translate nothing to host code." };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_arguments, _isa, _harts, _memory, _linux, _interpreter])
        {
            command.Add(option);
        }
    }

    /// <summary>Whether an instruction set is given.</summary>
    public bool HasIsa(ParseResult parsed) => parsed.GetValue(_isa) is not null;

    /// <summary>Reads them.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="more">Arguments given otherwise.</param>
    /// <exception cref="InputException">One makes no sense.</exception>
    public MachineOptions Read(ParseResult parsed, IReadOnlyList<string> more)
    {
        List<InputError> faults = [.. OptionRange.Faults(parsed, _harts, 1)];
        int harts = parsed.GetValue(_harts) ?? 1;
        if (harts > MostHarts)
        {
            faults.Add(new InputError("", 0, 0, $"--harts: {Numbers.Text(harts)} given; must be {Numbers.Text(MostHarts)} or fewer"));
        }

        if (faults.Count > 0)
        {
            throw new InputException(faults);
        }

        MachineOptions defaults = new();
        List<string> arguments = [.. CommandLineParser.SplitCommandLine(parsed.GetValue(_arguments) ?? ""), .. more];
        return defaults with
        {
            Harts = harts,
            Memory = parsed.GetValue(_memory) is { } memory ? Size(memory) : defaults.Memory,
            Extensions = parsed.GetValue(_isa) is { } isa ? IsaString.Parse(isa, "--isa") : HartOptions.AllExtensions,
            Translates = !parsed.GetValue(_interpreter),
            Linux = parsed.GetValue(_linux),
            Arguments = arguments,
        };
    }

    private static ulong Size(string text)
    {
        string digits = text.TrimEnd('B', 'i', 'K', 'M', 'G', 'k', 'm', 'g');
        int shift = text[digits.Length..].ToUpperInvariant() switch
        {
            "" => 0,
            "K" or "KIB" or "KB" => 10,
            "M" or "MIB" or "MB" => 20,
            "G" or "GIB" or "GB" => 30,
            _ => -1,
        };
        return shift >= 0 && ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number)
            && number <= MostMemory >> shift && number << shift is >= LeastMemory and var size && size % 4096 == 0
            ? size
            : throw new InputException($"--memory: '{text}' given; must be whole 4-KiB pages from 1M to 64G, such as 512M");
    }
}
