using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Threading;
using Sim.Cli.Terminal;
using Sim.Experiments;
using Sim.Experiments.Validation;
using Sim.Kernel;
using Sim.Kernel.Plugins;

namespace Sim.Cli.Commands;

/// <summary><c>sim validate</c>: runs the cases in which the right answer is known, and prints the error of each.</summary>
internal sealed class ValidateCommand
{
    private readonly Argument<string[]> _names = new("NAME") { Description = "Validations, as sim list validations names them; all when left out.", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<bool> _quick = new("--quick") { Description = "Be done in seconds, with wider tolerances." };
    private readonly Option<long?> _seed = new("--seed") { Description = "Seed of all random numbers. Default: 1.", HelpName = "N" };
    private readonly Option<int?> _threads = new("--threads") { Description = "Threads; results do not depend on it. Default: all cores.", HelpName = "N" };
    private readonly Option<string[]> _plugins = new("--plugin") { Description = "Assembly with validations of your own. May be repeated.", HelpName = "DLL" };
    private readonly Option<bool> _csv = new("--csv") { Description = "Print CSV, each row as soon as its case is decided." };
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON." };
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "Print nothing but faults." };

    /// <summary>The command.</summary>
    public static Command Make()
    {
        ValidateCommand validate = new();
        Command command = new("validate", "Run Sim against theory and real systems; print the error of each case, and exit with 1 on a miss.")
        {
            validate._names, validate._quick, validate._seed, validate._threads, validate._plugins, validate._csv, validate._json, validate._quiet,
        };
        command.SetAction(parsed => Guard.Run(token => validate.Execute(parsed, token)));
        return command;
    }

    private int Execute(ParseResult parsed, CancellationToken token)
    {
        RefuseWrong(parsed);
        IReadOnlyList<Plugin> chosen = Validations.Choose(Parts.Load(parsed.GetValue(_plugins)), parsed.GetValue(_names) ?? []);
        using ProgressLine progress = new(parsed.GetValue(_quiet) || parsed.GetValue(_json));
        ValidationOptions options = new()
        {
            Seed = parsed.GetValue(_seed) ?? 1,
            Threads = parsed.GetValue(_threads) ?? Environment.ProcessorCount,
            Quick = parsed.GetValue(_quick),
            Progress = progress.Report,
            Cancellation = token,
        };
        IValidationPrinter printer = Printer(parsed);
        bool met = true;
        foreach (IValidation validation in chosen.Select(part => (IValidation)part.Create()))
        {
            met &= One(validation, options, printer, progress);
        }

        progress.Wipe();
        printer.End();
        return met ? ExitCode.Fine : ExitCode.NotMet;
    }

    private static bool One(IValidation validation, ValidationOptions options, IValidationPrinter printer, ProgressLine progress)
    {
        List<ValidationCase> cases = [];
        foreach (ValidationCase found in validation.Run(options))
        {
            cases.Add(found);
            progress.Wipe();
            printer.Print(found);
        }

        printer.Print(validation.Notes(cases));
        return cases.TrueForAll(found => found.Verdict != Verdict.Miss);
    }

    private void RefuseWrong(ParseResult parsed)
    {
        List<InputError> faults = [.. OptionRange.Faults(parsed, _threads, 1), .. OptionRange.Faults(parsed, _seed, 0)];
        if (parsed.GetValue(_csv) && parsed.GetValue(_json))
        {
            faults.Add(new InputError("", 0, 0, "--csv and --json given; give one"));
        }

        if (faults.Count > 0)
        {
            throw new InputException(faults);
        }
    }

    private IValidationPrinter Printer(ParseResult parsed) =>
        parsed.GetValue(_csv) ? new CsvValidationPrinter(Console.Out)
        : parsed.GetValue(_json) ? new JsonValidationPrinter(Console.Out)
        : new TextValidationPrinter(parsed.GetValue(_quiet) ? TextWriter.Null : Console.Out);
}
