using System;
using System.Diagnostics;
using Sim.Experiments;

namespace Sim.Cli.Terminal;

/// <summary>
/// One line on a terminal's standard error that says how far a run is: phase, VM-samples done of all, rate, time left.
/// Silent for the first second, when output is redirected, and with <c>--quiet</c>.
/// </summary>
/// <remarks>Own code for once: Spectre.Console's progress display redraws from a thread of its own and costs 60 ms to start.</remarks>
internal sealed class ProgressLine : IDisposable
{
    private const int Width = 24;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    private readonly bool _shown;
    private readonly long _started = Stopwatch.GetTimestamp();
    private long _phaseStarted = Stopwatch.GetTimestamp();
    private long _drawn;
    private string _phase = "";
    private bool _onScreen;

    /// <summary>A line that is drawn only where somebody can see it.</summary>
    public ProgressLine(bool quiet) =>
        _shown = !quiet && !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not "dumb";

    /// <summary>Takes news of the run.</summary>
    public void Report(RunProgress progress)
    {
        if (!_shown)
        {
            return;
        }

        if (progress.Phase != _phase)
        {
            (_phase, _phaseStarted) = (progress.Phase, Stopwatch.GetTimestamp());
        }

        bool due = Stopwatch.GetElapsedTime(_started) > TimeSpan.FromSeconds(1) && Stopwatch.GetElapsedTime(_drawn) > Between;
        if (due)
        {
            _drawn = Stopwatch.GetTimestamp();
            _onScreen = true;
            Console.Error.Write("\r\x1b[2K" + Text(progress, Stopwatch.GetElapsedTime(_phaseStarted)));
        }
    }

    /// <inheritdoc cref="Wipe"/>
    public void Dispose() => Wipe();

    /// <summary>Wipes the line, so that something else can be printed; the next news draws it again.</summary>
    public void Wipe()
    {
        if (_onScreen)
        {
            _onScreen = false;
            Console.Error.Write("\r\x1b[2K");
        }
    }

    internal static string Text(RunProgress progress, TimeSpan elapsed)
    {
        if (progress.Total == 0)
        {
            return progress.Done == 0 ? progress.Phase + " ..." : $"{progress.Phase} {Numbers.Bytes(progress.Done)}";
        }

        double share = (double)progress.Done / progress.Total;
        double rate = elapsed > TimeSpan.Zero ? progress.Done / elapsed.TotalSeconds : 0;
        string left = rate > 0 ? Span(TimeSpan.FromSeconds((progress.Total - progress.Done) / rate)) : "?";
        int full = (int)Math.Round(share * Width);
        string pace = progress.Unit is { } unit ? unit : $"VM-samples, {Numbers.Text(rate / 1e6)} M/s";
        return $"{progress.Phase} [{new string('#', full)}{new string('.', Width - full)}] {Numbers.Text(Math.Round(share * 100))} % of "
            + $"{Numbers.Text(progress.Total)} {pace}, {left} left";
    }

    private static string Span(TimeSpan span) => span.TotalMinutes >= 1
        ? $"{Numbers.Text((long)span.TotalMinutes)} min {Numbers.Text(span.Seconds)} s"
        : $"{Numbers.Text(Math.Ceiling(span.TotalSeconds))} s";
}
