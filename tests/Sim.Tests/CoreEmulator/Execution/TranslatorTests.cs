using NUnit.Framework;
using Sim.CoreEmulator.Harts;

namespace Sim.Tests.CoreEmulator.Execution;

/// <summary>The translator does what the interpreter does.</summary>
internal sealed class TranslatorTests
{
    [Test]
    public void Translator_and_interpreter_agree_register_write_by_register_write([Range(1, 12)] int seed)
    {
        RandomProgram program = new(seed, 3000, 40, HartOptions.AllExtensions);
        ProgramRun interpreted = ProgramRun.Of(program, translates: false, isProbed: true);
        ProgramRun translated = ProgramRun.Of(program, translates: true, isProbed: true);
        Assert.Multiple(() =>
        {
            Assert.That(translated.Seen, Is.EqualTo(interpreted.Seen));
            Assert.That(translated.Trail, Is.EqualTo(interpreted.Trail));
            Assert.That(translated.Output, Is.EqualTo(interpreted.Output));
        });
    }

    [Test]
    public void Slices_of_any_length_change_nothing([Values(1, 2, 7, 63, 64, 1000)] int slice)
    {
        RandomProgram program = new(77, 2000, 20, HartOptions.AllExtensions);
        ProgramRun whole = ProgramRun.Of(program, translates: false, isProbed: false);
        ProgramRun sliced = ProgramRun.Of(program, translates: true, isProbed: false, slice);
        Assert.That(sliced.Output, Is.EqualTo(whole.Output));
    }
}
