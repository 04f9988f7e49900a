using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using System.Reflection;
using System.Threading;
using Sim.Cli.Terminal;
using Sim.Kernel;
using Sim.Kernel.Plugins;
using Sim.Scenarios.Binding;
using Sim.Traces;
using Sim.Traces.Synthesis;

namespace Sim.Cli.Commands;

/// <summary><c>sim trace generate</c>: makes a synthetic trace. Its options are the keys of <see cref="TraceGeneratorOptions"/>.</summary>
internal sealed class TraceGenerateCommand
{
    private readonly Option<string> _format = new("--format") { Description = "Format to write: sim list trace-writers.", HelpName = "NAME", Required = true };
    private readonly Option<string> _out = new("--out") { Description = "File or folder to write; a name that ends in .gz or .tar.gz is packed.", HelpName = "PATH", Required = true };
    private readonly Option<bool> _force = new("--force") { Description = "Replace what is there." };
    private readonly List<TraceKeyOption> _keys = [.. Keys()];

    /// <summary>The command.</summary>
    public static Command Make()
    {
        TraceGenerateCommand generate = new();
        Command command = new("generate", "Make a synthetic trace: daily and weekly pattern, bursts, heavy tails; the same seed gives the same bytes.")
        {
            generate._format, generate._out, generate._force,
        };
        foreach (TraceKeyOption key in generate._keys)
        {
            command.Options.Add(key.Option);
        }

        command.SetAction(parsed => Guard.Run(token => generate.Execute(parsed, token)));
        return command;
    }

    private static IEnumerable<TraceKeyOption> Keys() =>
        from property in typeof(TraceGeneratorOptions).GetProperties()
        let key = property.GetCustomAttribute<KeyAttribute>()
        where key is not null
        select TraceKeyOption.Of(key, property.PropertyType);

    private int Execute(ParseResult parsed, CancellationToken token)
    {
        (string Key, string Label, string Value)[] written =
        [
            .. _keys.Where(k => k.Written(parsed) is not null).Select(k => (k.Key, k.Option.Name, k.Written(parsed)!)),
        ];
        List<InputError> faults = [];
        TraceGeneratorOptions? options = OptionsText.Bind<TraceGeneratorOptions>(written, faults);
        if (options is null)
        {
            throw new InputException(faults);
        }

        string path = parsed.GetValue(_out)!;
        Workload workload = TraceGenerator.Generate(options, null, token);
        TraceWriter.Write(workload, parsed.GetValue(_format)!, path, parsed.GetValue(_force));
        Console.Out.WriteLine($"wrote {path}: {Numbers.Text(workload.VmCount)} VMs, {Numbers.Text(workload.SampleCount)} samples");
        return ExitCode.Fine;
    }
}
