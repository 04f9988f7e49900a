using System;
using System.CommandLine;
using System.Text.Json;
using System.Threading;
using Sim.Cli.Terminal;
using Sim.Experiments;
using Sim.Kernel;
using Sim.Kernel.Plugins;
using Sim.Traces;
using Sim.Traces.Scheduling;
using Sim.Traces.Summary;

namespace Sim.Cli.Commands;

/// <summary><c>sim trace info</c>: what is in a trace.</summary>
internal sealed class TraceInfoCommand
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private readonly Argument<string> _file = new("FILE") { Description = "File, folder, .gz, .tar.gz or .zip." };
    private readonly Option<string?> _format = new("--format") { Description = "The trace's format; found out when left out.", HelpName = "NAME" };
    private readonly Option<bool> _lenient = new("--lenient") { Description = "Skip faulty rows and count them." };
    private readonly Option<string[]> _plugins = new("--plugin") { Description = "Assembly with formats of your own.", HelpName = "DLL" };
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON." };

    /// <summary>The command.</summary>
    public static Command Make()
    {
        TraceInfoCommand info = new();
        Command command = new("info", "VMs, span, interval, missing samples, and how each counter is distributed.")
        {
            info._file, info._format, info._lenient, info._plugins, info._json,
        };
        command.SetAction(parsed => Guard.Run(token => info.Execute(parsed, token)));
        return command;
    }

    private int Execute(ParseResult parsed, CancellationToken token)
    {
        string file = parsed.GetValue(_file) ?? throw new InputException("trace info: no file given");
        PluginRegistry formats = Parts.Load(parsed.GetValue(_plugins));
        Console.Out.Write(IsScheduling(parsed, file, formats) ? Scheduling(parsed, file, formats, token) : Workload(parsed, file, formats, token));
        return ExitCode.Fine;
    }

    private bool IsScheduling(ParseResult parsed, string file, PluginRegistry formats) => parsed.GetValue(_format) is { } format
        ? SchedulingTraceReader.IsFormat(format, formats)
        : SchedulingTraceReader.Detect(file, formats) is not null;

    private string Scheduling(ParseResult parsed, string file, PluginRegistry formats, CancellationToken token)
    {
        SchedulingSummary summary = SchedulingSummary.Of(SchedulingTraceReader.Read(file, new SchedulingTraceOptions
        {
            Format = parsed.GetValue(_format),
            Lenient = parsed.GetValue(_lenient),
            Formats = formats,
            Cancellation = token,
        }));
        return parsed.GetValue(_json) ? JsonSerializer.Serialize(summary, Indented) + "\n" : SchedulingSummaryText.Render(summary);
    }

    private string Workload(ParseResult parsed, string file, PluginRegistry formats, CancellationToken token)
    {
        TraceSummary summary = TraceInfo.Of(TraceReader.Read(file, new TraceOptions
        {
            Format = parsed.GetValue(_format),
            Lenient = parsed.GetValue(_lenient),
            Formats = formats,
            Cancellation = token,
        }));
        return parsed.GetValue(_json) ? JsonSerializer.Serialize(summary, Indented) + "\n" : TraceSummaryText.Render(summary);
    }
}
