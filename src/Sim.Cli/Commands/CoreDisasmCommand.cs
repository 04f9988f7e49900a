using System;
using System.CommandLine;
using System.IO;
using System.Linq;
using Sim.Cli.Terminal;
using Sim.CoreEmulator.Debugging;
using Sim.CoreEmulator.Programs;
using Sim.Kernel;

namespace Sim.Cli.Commands;

/// <summary><c>sim core disasm</c>: prints a program in assembly language.</summary>
internal sealed class CoreDisasmCommand
{
    private readonly Argument<string> _elf = new("ELF") { Description = "A program for RV64." };
    private readonly Option<string?> _section = new("--section") { Description = "Only this section.", HelpName = "NAME" };
    private readonly Option<string?> _symbol = new("--symbol") { Description = "Only this function.", HelpName = "NAME" };
    private readonly Option<string?> _from = new("--from") { Description = "From this address, or symbol, on.", HelpName = "ADDRESS" };
    private readonly Option<string?> _to = new("--to") { Description = "Up to before this address, or symbol.", HelpName = "ADDRESS" };

    /// <summary>The command.</summary>
    public static Command Make()
    {
        CoreDisasmCommand disasm = new();
        Command command = new("disasm", "Print a program in assembly language, compressed instructions as what they stand for.")
        {
            disasm._elf, disasm._section, disasm._symbol, disasm._from, disasm._to,
        };
        command.SetAction(parsed => Guard.Run(_ => disasm.Execute(parsed)));
        return command;
    }

    private int Execute(ParseResult parsed)
    {
        string?[] chosen = [parsed.GetValue(_section), parsed.GetValue(_symbol), parsed.GetValue(_from) ?? parsed.GetValue(_to)];
        if (chosen.Count(choice => choice is not null) > 1)
        {
            throw new InputException("--section, --symbol and --from/--to exclude each other; give one");
        }

        ElfFile program = CoreProgram.Read(parsed.GetValue(_elf));
        Listing listing = new(program);
        using StringWriter text = new() { NewLine = "\n" };
        if (chosen[1] is { } symbol)
        {
            listing.Symbol(text, symbol);
        }
        else if (chosen[2] is not null)
        {
            listing.Range(text, Address(program, "--from", parsed.GetValue(_from)) ?? 0, Address(program, "--to", parsed.GetValue(_to)) ?? ulong.MaxValue);
        }
        else
        {
            listing.Sections(text, chosen[0]);
        }

        Console.Out.Write(text.ToString());
        return ExitCode.Fine;
    }

    private static ulong? Address(ElfFile program, string option, string? text)
    {
        if (text is null)
        {
            return null;
        }

        return program.Symbols.Locate(text)
            ?? throw new InputException($"{option}: '{text}' is neither a symbol of the program nor a hexadecimal address");
    }
}
