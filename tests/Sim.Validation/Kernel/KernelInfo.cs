using System;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;

namespace Sim.Validation.Kernel;

/// <summary>What is known of the kernel under the tests; null where it does not tell.</summary>
internal sealed record KernelInfo
{
    private const int FirstMajorOfEevdf = 6;
    private const int FirstMinorOfEevdf = 6;

    // What gVisor's /proc/version says of the kernel that it plays (pkg/sentry/syscalls/linux/linux64.go).
    private const string GvisorBuild = "Sun Jan 10 15:06:54 PST 2016";

    /// <summary>As <c>uname -r</c> prints it.</summary>
    public required string Release { get; init; }

    /// <summary>Whether its fair class is EEVDF: Linux 6.6 or later.</summary>
    public required bool HasEevdf { get; init; }

    /// <summary>What it runs in: <c>gVisor</c>, <c>virtual machine</c>, <c>container</c>, <c>bare metal or unknown</c>.</summary>
    public required string Platform { get; init; }

    /// <summary>CPUs online.</summary>
    public required int OnlineCpus { get; init; }

    /// <summary>Ticks a second (CONFIG_HZ).</summary>
    public required int? Hz { get; init; }

    /// <summary>The base slice in ns, from debugfs.</summary>
    public required long? BaseSliceNs { get; init; }

    /// <summary>Whether each session is a group of its own, which weighs as much as any other session.</summary>
    public required bool? Autogroup { get; init; }

    /// <summary>The preemption model, from the kernel's version line.</summary>
    public required string Preemption { get; init; }

    /// <summary>Looks.</summary>
    public static KernelInfo Read()
    {
        string release = Text("/proc/sys/kernel/osrelease").Trim();
        string version = Text("/proc/version");
        string[] numbers = release.Replace('-', '.').Split('.');
        int major = Number(numbers.ElementAtOrDefault(0)) ?? 0;
        int minor = Number(numbers.ElementAtOrDefault(1)) ?? 0;
        return new KernelInfo
        {
            Release = release,
            HasEevdf = major > FirstMajorOfEevdf || (major == FirstMajorOfEevdf && minor >= FirstMinorOfEevdf),
            Platform = PlatformOf(version),
            OnlineCpus = Environment.ProcessorCount,
            Hz = Number(Setting(Configuration(release), "CONFIG_HZ=")),
            BaseSliceNs = Number(Text("/sys/kernel/debug/sched/base_slice_ns").Trim()),
            Autogroup = Number(Text("/proc/sys/kernel/sched_autogroup_enabled").Trim()) is { } grouped ? grouped != 0 : null,
            Preemption = version.Split(' ').FirstOrDefault(word => word.StartsWith("PREEMPT", StringComparison.Ordinal)) ?? "",
        };
    }

    /// <summary>All on one line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"Linux {Release} ({(HasEevdf ? "EEVDF" : "before EEVDF")}, {Preemption}), {Platform}, {OnlineCpus} CPUs, HZ {Hz?.ToString(CultureInfo.InvariantCulture) ?? "unknown"}, base slice {BaseSliceNs?.ToString(CultureInfo.InvariantCulture) ?? "unknown"} ns, autogroup {Autogroup?.ToString() ?? "unknown"}");

    private static string PlatformOf(string version)
    {
        bool hypervisor = Text("/proc/cpuinfo").Contains(" hypervisor", StringComparison.Ordinal);
        bool container = File.Exists("/.dockerenv") || File.Exists("/run/.containerenv");
        return version.Contains(GvisorBuild, StringComparison.Ordinal) || version.Contains("gVisor", StringComparison.OrdinalIgnoreCase) ? "gVisor"
            : (hypervisor, container) switch
            {
                (true, true) => "container in a virtual machine",
                (true, false) => "virtual machine",
                (false, true) => "container",
                _ => "bare metal or unknown",
            };
    }

    private static string Configuration(string release)
    {
        string boot = Text("/boot/config-" + release);
        if (boot.Length > 0 || !File.Exists("/proc/config.gz"))
        {
            return boot;
        }

        using GZipStream packed = new(File.OpenRead("/proc/config.gz"), CompressionMode.Decompress);
        using StreamReader reader = new(packed);
        return reader.ReadToEnd();
    }

    private static string? Setting(string configuration, string key) =>
        configuration.Split('\n').FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal))?[key.Length..];

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    private static string Text(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
