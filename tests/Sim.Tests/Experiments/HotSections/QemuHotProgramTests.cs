using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using NUnit.Framework;
using Sim.CoreEmulator.Programs;
using Sim.Experiments.HotSections;
using Sim.Tests.CoreEmulator.Machines;

namespace Sim.Tests.Experiments.HotSections;

/// <summary>
/// The programs of the hot sections pass on QEMU's <c>virt</c> board too, as <see cref="HotProgramTests"/> says they do on
/// ours: what they rely on is the specification's, not this emulator's. QEMU's <c>spike</c> board would end them by itself,
/// but has no <c>time</c> and so no <c>stimecmp</c>; on <c>virt</c> nobody watches <c>tohost</c>, so it is read through QEMU's monitor.
/// </summary>
[Category("External")]
internal sealed partial class QemuHotProgramTests
{
    private const string Qemu = "qemu-system-riscv64";
    private const int MostLooks = 1200;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    private static IEnumerable<string> Names => HotSectionLibrary.All.Select(section => section.Program.Name).Distinct(StringComparer.Ordinal);

    [TestCaseSource(nameof(Names))]
    public void Passes_on_qemu(string name)
    {
        Tool.Run(Qemu, "qemu-system-misc", "--version");
        HotProgram program = HotSectionLibrary.All.First(section => section.Program.Name == name).Program;
        string path = Path.Combine(Tool.Folder, $"{name}-for-qemu.elf");
        File.WriteAllBytes(path, program.Bytes.ToArray());
        ulong tohost = ElfFile.Read(name, program.Bytes.ToArray()).Symbols.Find("tohost")!.Value.Address;

        const ulong Passed = 1; // a result of 0, shifted left, and the bit that says that there is one
        Assert.That(ResultOn(path, program.Harts, tohost), Is.EqualTo(Passed), "tohost: 0 is no end, else twice the result that is wrong and 1");
    }

    private static ulong ResultOn(string path, int harts, ulong tohost)
    {
        string[] words =
        [
            "-M", "virt", "-cpu", "rv64,h=true,sstc=true", "-smp", harts.ToString(CultureInfo.InvariantCulture), "-m", "128M",
            "-display", "none", "-serial", "none", "-monitor", "stdio", "-bios", "none", "-kernel", path,
        ];
        using Process qemu = Process.Start(new ProcessStartInfo(Qemu, words) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false })!;
        try
        {
            ulong result = 0;
            for (int look = 0; look < MostLooks && result == 0; look++)
            {
                Thread.Sleep(BetweenLooks);
                result = Word(qemu, tohost);
            }

            return result;
        }
        finally
        {
            qemu.Kill();
            qemu.WaitForExit();
        }
    }

    // The monitor answers "0000000080003000: 0x0000000000000001", among its prompts and what it echoes.
    private static ulong Word(Process qemu, ulong address)
    {
        qemu.StandardInput.Write(string.Create(CultureInfo.InvariantCulture, $"xp /1gx {address}\n"));
        qemu.StandardInput.Flush();
        while (qemu.StandardOutput.ReadLine() is { } line)
        {
            Match answer = Answer().Match(line);
            if (answer.Success)
            {
                return ulong.Parse(answer.Groups["word"].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            }
        }

        throw new AssertionException($"{Qemu} ended by itself, code {qemu.ExitCode}");
    }

    [GeneratedRegex("^[0-9a-f]{16}: 0x(?<word>[0-9a-f]{16})", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Answer();
}
